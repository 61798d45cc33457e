"""What the script says about opening hours, at any moment and anywhere on earth."""

import json
import re
from html import escape

import pytest
from playwright.sync_api import expect

LIST = "/partner/?art=beratung"
HOLIDAYS = {
    "2026-12-26": "2. Weihnachtstag",
    "2027-01-01": "Neujahr",
    "2027-03-29": "Ostermontag",
    "2027-05-17": "Pfingstmontag",
}
# From Monday on; what is written here takes the place of the demo's hours.
WEEK = [*["09:00-12:00 14:00-16:00"] * 4, "", "", ""]
MONDAYS = ["08:30-12:30", *[""] * 6]
FRIDAYS = [*[""] * 4, "09:00-12:00", "", ""]
SUNDAYS = [*[""] * 6, "01:00-05:00"]
# In universal time; the first of March is a Monday, and Berlin is an hour ahead.
MOMENTS = {
    "before it opens": ("2027-03-01T07:59:59Z", WEEK, "öffnet heute um 9 Uhr"),
    "as it opens": ("2027-03-01T08:00:00Z", WEEK, "Jetzt geöffnet, bis 12 Uhr"),
    "its last second": ("2027-03-01T10:59:59Z", WEEK, "Jetzt geöffnet, bis 12 Uhr"),
    "as it closes": ("2027-03-01T11:00:00Z", WEEK, "geschlossen, öffnet heute um 14"),
    "after lunch": ("2027-03-01T13:30:00Z", WEEK, "Jetzt geöffnet, bis 16 Uhr"),
    "after work": ("2027-03-01T15:00:00Z", WEEK, "öffnet morgen um 9 Uhr"),
    "before midnight": ("2027-03-01T22:59:59Z", WEEK, "öffnet morgen um 9 Uhr"),
    "at midnight": ("2027-03-01T23:00:00Z", WEEK, "öffnet heute um 9 Uhr"),
    "at the weekend": ("2027-03-05T12:00:00Z", WEEK, "öffnet am Montag um 9 Uhr"),
    "half past": ("2027-03-01T08:00:00Z", MONDAYS, "bis 12:30 Uhr"),
    "a week ahead": ("2027-03-01T16:00:00Z", MONDAYS, "am 8. März um 8:30 Uhr"),
    "closed all week": ("2027-03-01T12:00:00Z", [""] * 7, "Jetzt geschlossen"),
    "in summer": ("2027-06-07T07:00:00Z", WEEK, "Jetzt geöffnet, bis 12 Uhr"),
    "before an hour is left out": ("2027-03-28T00:59:00Z", SUNDAYS, "bis 5 Uhr"),
    "as an hour was left out": ("2027-03-28T03:00:00Z", SUNDAYS, "öffnet am 4. April"),
    "as an hour comes twice": ("2027-10-31T03:59:00Z", SUNDAYS, "bis 5 Uhr"),
    "on a holiday": (
        "2027-05-17T09:00:00Z",
        WEEK,
        "Heute ist ein Feiertag (Pfingstmontag): Bitte rufen Sie vorher an.",
    ),
    "on a holiday that is closed anyway": (
        "2026-12-26T09:00:00Z",
        WEEK,
        "öffnet am Montag um 9 Uhr",
    ),
    "before a holiday": ("2027-03-27T23:30:00Z", WEEK, "am Dienstag um 9 Uhr"),
    "a week before a holiday": ("2026-12-30T20:00:00Z", FRIDAYS, "am 8. Januar um 9"),
}


def with_hours(page, week):
    """Let the page come with these hours, and with holidays of known years."""
    rows = "".join(
        f'<tr data-days="{day}" data-spans="{spans}"><th scope="row">{day}</th></tr>'
        for day, spans in enumerate(week)
    )
    holidays = escape(json.dumps(HOLIDAYS))

    def answer(route):
        response = route.fetch()
        body = re.sub(r"(?s)(<tbody>).*?(?=</tbody>)", rf"\g<1>{rows}", response.text())
        body = re.sub(r'(data-holidays=)"[^"]*"', rf'\g<1>"{holidays}"', body)
        route.fulfill(response=response, body=body)

    page.route("**/partner/**", answer)


def said(page):
    return page.locator(".opening-now").first


@pytest.mark.parametrize(
    ("moment", "week", "sentence"), MOMENTS.values(), ids=MOMENTS.keys()
)
def test_what_is_said_is_true_at_any_moment(page, moment, week, sentence):
    with_hours(page, week)
    page.clock.set_fixed_time(moment)

    page.goto(LIST)

    expect(said(page)).to_contain_text(sentence)


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Kiritimati"])
def test_it_is_berlins_time_that_counts(visit, zone):
    with visit(timezone_id=zone) as page:
        with_hours(page, WEEK)
        page.clock.set_fixed_time("2027-03-01T23:30:00Z")

        page.goto(LIST)

        expect(said(page)).to_contain_text("öffnet heute um 9 Uhr")
        today = page.locator(".opening").first.locator("[aria-current]")
        expect(today).to_have_attribute("data-days", "1")
        expect(today).to_have_attribute("aria-current", "date")


def test_a_page_that_stays_open_keeps_up(page):
    with_hours(page, WEEK)
    page.clock.install(time="2027-03-01T22:59:30Z")
    page.goto(LIST)
    expect(said(page)).to_contain_text("öffnet morgen um 9 Uhr")

    page.clock.run_for(60_000)

    expect(said(page)).to_contain_text("öffnet heute um 9 Uhr")
    today = page.locator(".opening").first.locator("[aria-current]")
    expect(today).to_have_attribute("data-days", "1")


def test_without_script_nothing_is_said_about_now(visit):
    with visit(java_script_enabled=False) as page:
        page.goto(LIST)

        expect(page.locator(".hours").first).to_be_visible()
        expect(said(page)).to_be_hidden()
        expect(page.get_by_text("Jetzt")).to_have_count(0)


def test_an_advice_centre_prints_with_its_address_telephone_and_hours(page):
    page.goto(LIST)
    # The mix of the day may begin with a centre that has no telephone.
    with_telephone = page.locator(".advice li", has=page.locator("a[href^='tel:']"))
    with_telephone.first.locator("h3 a").click()
    expect(page.locator(".hours").first).to_be_visible()

    page.emulate_media(media="print")

    for what in ("address", ".hours", ".contact dd a[href^='tel:']"):
        expect(page.locator(what).first).to_be_visible()
    expect(said(page)).to_be_hidden()
