from datetime import date, time

import time_machine
from django.template import Context, Template

from members import opening
from members.opening import Day

NINE, TWELVE, ONE, FIVE = time(9), time(12), time(13), time(17)
ALL_DAY = [(NINE, FIVE)]


def row(weekday, opens, closes):
    return {"weekday": weekday, "opens": opens, "closes": closes}


def render(days, options=""):
    template = Template("{% load opening %}{% hours days " + options + " %}")
    return template.render(Context({"days": days, "site": "A & B"}))


def test_spans_of_a_day_stand_together_and_those_that_touch_are_one():
    rows = [
        row(0, "09:00:00", "12:00:00"),
        row(0, "13:00:00", "17:00:00"),
        row(2, "09:00:00", "12:00:00"),
        row(2, "11:00:00", "11:30:00"),
        row(2, "12:00:00", "17:00:00"),
    ]

    assert opening.read(rows) == [
        Day(0, [(NINE, TWELVE), (ONE, FIVE)]),
        Day(2, ALL_DAY),
    ]


def test_a_week_has_all_seven_days():
    rows = opening.week([Day(1, ALL_DAY)])

    assert [row.name for row in rows][:2] == ["Montag", "Dienstag"]
    assert [len(row.spans) for row in rows] == [0, 1, 0, 0, 0, 0, 0]


def test_a_short_week_puts_alike_neighbours_together():
    days = [Day(number, ALL_DAY) for number in (0, 1, 2, 4)]

    rows = opening.short_week(days)

    assert [(row.name, bool(row.spans)) for row in rows] == [
        ("Montag bis Mittwoch", True),
        ("Donnerstag", False),
        ("Freitag", True),
        ("Samstag und Sonntag", False),
    ]


def test_the_table_says_in_words_and_for_the_script_when_it_is_open():
    html = render([Day(0, [(NINE, time(12, 30)), (ONE, FIVE)])])

    assert '<tr data-days="0" data-spans="09:00-12:30 13:00-17:00">' in html
    assert '<th scope="row">Montag</th>' in html
    assert "9 bis 12:30</span>, <span>13 bis 17 Uhr</span>" in html
    assert html.count("geschlossen") == 6
    assert "<caption>Öffnungszeiten</caption>" in html
    assert '<p class="opening-now by-script"></p>' in html


def test_a_short_table_names_its_site_and_all_days_of_a_row():
    html = render([Day(0, ALL_DAY), Day(1, ALL_DAY)], "of=site is_short=True")

    assert "<caption>Öffnungszeiten: A &amp; B</caption>" in html
    assert 'data-days="0 1"' in html
    assert html.count("geschlossen") == 1


def test_the_script_comes_with_its_sentences_and_the_holidays_of_the_day():
    for day, first in {
        date(2026, 12, 24): "2026-12-25",
        date(2026, 12, 27): "2027-01",
    }.items():
        with time_machine.travel(day):
            html = Template("{% load opening %}{% hours_script %}").render(Context())

        assert f'data-holidays="{{&quot;{first}' in html
        assert 'data-open="Jetzt geöffnet, bis {time}"' in html
        assert html.startswith('<script src="')
