"""Lists of members that a person takes along: who may, what is in them, how long."""

import csv
import io
import tempfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from alliance.models import JournalEntry
from members import exporting, personal
from members.models import Export, Organisation
from tests.factories import (
    EditorFactory,
    ExportFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    listed,
)
from tests.threads import together

START = "/koordination/mitglieder/export/"
PAGE = "/koordination/mitglieder/"


@pytest.fixture(autouse=True)
def somewhere(private):
    """Files of each test lie in a folder of their own."""


def asked(client, file_format="csv", **parameters):
    return client.post(START, {"format": file_format} | parameters)


def got(client, address):
    """The answer, read to its end where it is a file."""
    answer = client.get(address)
    answer.body = b"".join(answer)
    return answer


def read(client, address):
    return got(client, address).body


def text_of(export):
    with export.file.open() as file:
        return file.read().decode()


def table(client, **parameters):
    """The rows of a CSV list, as its columns and cells."""
    answer = asked(client, **parameters)
    text = read(client, answer.url).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def names(client, **parameters):
    return [row["Name"] for row in table(client, **parameters)]


@pytest.fixture
def large(monkeypatch):
    """As if everything were large, and the worker had no time yet."""
    monkeypatch.setattr(exporting, "AT_ONCE", -1)
    tasks = []
    monkeypatch.setattr(
        type(exporting.write_later), "enqueue", lambda _task, pk: tasks.append(pk)
    )
    return tasks


def test_the_list_follows_the_filters_of_the_page(at_the_desk, workshop, college):
    EditorFactory(organisation=workshop)

    assert names(at_the_desk) == ["Kolleg", "Werkstatt"]
    assert names(at_the_desk, q="werk") == ["Werkstatt"]
    assert names(at_the_desk, auffaellig="ohne-redaktion") == ["Kolleg"]
    assert names(at_the_desk, q="nichts") == []


@pytest.mark.parametrize("parameters", [{}, {"netzwerk": "bochum"}, {"netz": "bochum"}])
def test_no_filter_opens_another_network(
    at_the_desk, workshop, college, bochum, parameters
):
    listed("fremd", bochum)

    rows = table(at_the_desk, **parameters)

    assert [row["Name"] for row in rows] == ["Kolleg", "Werkstatt"]
    assert {row["Netzwerk"] for row in rows} == {"Netzwerk Essen"}


def test_the_office_takes_all_along(client, gisela, workshop, college, bochum):
    listed("fremd", bochum)
    client.force_login(gisela)

    rows = table(client)

    assert [row["Netzwerk"] for row in rows] == [
        "Netzwerk Bochum",
        "Netzwerk Bochum|Netzwerk Essen",
        "Netzwerk Essen",
    ]


def test_a_substitute_takes_along_what_the_coordination_does(
    client, essen, workshop, wanda
):
    substitute = RoleFactory(
        network=essen,
        kind="substitute",
        until=timezone.localdate() + timedelta(days=3),
    )
    client.force_login(substitute.person)

    assert table(client)[0]["Redaktion E-Mail"] == "wanda@example.org"


def test_a_file_is_for_keeping_and_for_nothing_else(at_the_desk, workshop):
    answer = got(at_the_desk, asked(at_the_desk, "xlsx").url)

    day = timezone.localdate()
    assert answer["Content-Disposition"] == (
        f'attachment; filename="mitglieder-essen-{day}.xlsx"'
    )
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    sheet = load_workbook(io.BytesIO(answer.body)).active
    assert sheet["C2"].value == "Werkstatt"


def test_two_networks_have_no_name_in_the_file(at_the_desk, esra, bochum, college):
    RoleFactory(person=esra, network=bochum)

    both = got(at_the_desk, asked(at_the_desk).url)["Content-Disposition"]
    one = got(at_the_desk, asked(at_the_desk, netzwerk="bochum").url)

    assert "mitglieder-2" in both
    assert "mitglieder-bochum-2" in one["Content-Disposition"]


def test_only_a_form_begins_a_list(at_the_desk):
    assert at_the_desk.get(START).status_code == 405
    assert not Export.objects.exists()


def test_an_unknown_format_is_asked_for_again(at_the_desk, workshop):
    answer = asked(at_the_desk, "pdf", q="werk")

    assert answer.status_code == 422
    assert "Bitte wählen Sie CSV oder Excel-Datei." in answer.text
    assert 'value="werk"' in answer.text


def test_the_journal_knows_who_took_how_many_along_and_no_names(
    at_the_desk, essen, workshop, college
):
    asked(at_the_desk, q="Werkstatt Wanda", auffaellig="veraltet")
    asked(at_the_desk, auffaellig="veraltet")

    first, second = JournalEntry.objects.filter(verb="list.exported").order_by("pk")
    assert (second.actor.name, second.network) == ("Esra", essen.pk)
    assert second.details.after == {
        "format": "csv",
        "filters": {"auffaellig": "veraltet"},
        "has_words": False,
        "organisations": 2,
        "rows": 2,
    }
    assert first.details.after["has_words"]
    assert "Wanda" not in str(first.details.after)


def test_who_has_no_number_gets_one_for_good(at_the_desk, esra, workshop, college):
    Organisation.objects.filter(pk=college.pk).update(number="K1")
    Organisation.objects.create(slug="andere", number=f"BWR-{workshop.pk}")

    numbers = [row["Nr"] for row in table(at_the_desk)]

    assert numbers == ["K1", f"BWR-{workshop.pk}-2"]
    assert [row["Nr"] for row in table(at_the_desk)] == numbers
    entry = JournalEntry.objects.get(verb="number.given")
    assert (entry.organisation, entry.actor) == (workshop.pk, esra)


def test_of_a_large_list_a_page_says_how_far_it_is(at_the_desk, workshop, large):
    answer = asked(at_the_desk)
    export = Export.objects.get()
    assert answer.url == f"{START}{export.pk}/"
    assert "Sie wartet" in at_the_desk.get(answer.url).text
    assert at_the_desk.get(f"{answer.url}datei/").status_code == 404

    Export.objects.update(heard_at=timezone.now(), total=500, expected=12_000)
    page = at_the_desk.get(answer.url).text
    assert "500 von 12.000 Mitgliedern" in page
    assert '<progress id="done" value="500" max="12000">' in page

    exporting.write_later.func(export.pk)
    page = at_the_desk.get(answer.url).text
    assert "Ihre Liste ist fertig" in page
    assert "Mitglieder: 1, Zeilen: 1" in page
    assert b"Werkstatt" in read(at_the_desk, f"{answer.url}datei/")


def test_the_same_large_list_is_written_once(at_the_desk, workshop, large):
    first, second = asked(at_the_desk), asked(at_the_desk)
    other = asked(at_the_desk, "xlsx")

    assert first.url == second.url != other.url
    assert len(large) == 2


def test_how_many_it_holds_is_how_many_are_in_it(at_the_desk, workshop, large):
    """Whoever comes or goes between the question and the answer."""
    asked(at_the_desk)
    export = Export.objects.get()
    listed("spaet", workshop.memberships.get().network)

    exporting.write_later.func(export.pk)

    export.refresh_from_db()
    rows = read(at_the_desk, f"{START}{export.pk}/datei/").count(b"\r\n") - 1
    assert (export.expected, export.total, export.lines, rows) == (1, 2, 2, 2)


def test_a_list_whose_worker_was_killed_can_be_asked_for_again(
    at_the_desk, workshop, large
):
    asked(at_the_desk, q="werk")
    silent = timezone.now() - timedelta(minutes=3)
    Export.objects.update(heard_at=silent)

    page = at_the_desk.get(f"{START}{Export.objects.get().pk}/").text

    assert "Die Liste wurde abgebrochen" in page
    assert 'name="q" value="werk"' in page
    asked(at_the_desk, q="werk")
    assert len(large) == 2


def test_what_fails_leaves_nothing_behind(
    at_the_desk, workshop, large, private, monkeypatch
):
    asked(at_the_desk)
    export = Export.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(exporting, "Listing", None)
        with pytest.raises(TypeError):
            exporting.write_later.func(export.pk)

    assert "abgebrochen" in at_the_desk.get(f"{START}{export.pk}/").text
    assert not JournalEntry.objects.filter(verb="list.exported").exists()
    assert not list(private.rglob("*.*"))


@pytest.mark.parametrize("view", ["", "datei/"])
def test_a_list_is_for_the_person_who_asked_alone(client, esra, essen, gisela, view):
    client.force_login(esra)
    address = f"{asked(client).url.removesuffix('datei/')}{view}"
    colleague = RoleFactory(network=essen).person

    assert got(client, address).status_code == 200
    for other in (colleague, gisela):
        client.force_login(other)
        assert client.get(address).status_code == 404


def test_a_list_goes_with_any_of_the_rights_that_made_it(
    at_the_desk, esra, essen, bochum, college
):
    second = RoleFactory(person=esra, network=bochum)
    address = asked(at_the_desk).url
    assert got(at_the_desk, address).status_code == 200

    yesterday = timezone.localdate() - timedelta(days=1)
    second.until = yesterday
    second.save()
    assert at_the_desk.get(address).status_code == 404

    esra.roles.update(until=yesterday)
    assert at_the_desk.get(address).status_code == 403


def test_what_a_lost_right_would_open_is_not_written(
    at_the_desk, esra, workshop, large
):
    asked(at_the_desk)
    esra.roles.update(until=timezone.localdate() - timedelta(days=1))

    exporting.write_later.func(Export.objects.get().pk)

    assert (Export.objects.get().state, Export.objects.get().file) == ("failed", "")


def test_a_list_lies_there_for_a_day(at_the_desk, workshop, private):
    with time_machine.travel("2026-06-01 10:00+02:00", tick=False):
        asked(at_the_desk)
    with time_machine.travel("2026-06-02 09:59+02:00", tick=False):
        exporting.prune(timezone.now())
        assert Export.objects.exists()
    export = Export.objects.get()
    assert Export.objects.asked_for_by(export.person, export.expires_at).count() == 0

    exporting.prune(export.expires_at)

    assert not Export.objects.exists()
    assert not list(private.rglob("*.csv"))


def test_what_a_killed_worker_left_goes_after_a_day(db, private, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stray = private / "exports" / "stray.csv"
    stray.parent.mkdir(parents=True)
    half = tmp_path / "openpyxl.abc"
    other = tmp_path / "another.abc"
    for path in (stray, half, other):
        path.touch()
    now = timezone.now()

    exporting.prune(now + timedelta(hours=23))
    assert stray.exists()
    assert half.exists()

    exporting.prune(now + timedelta(hours=25))
    assert [path.exists() for path in (stray, half, other)] == [False, False, True]


def test_nobody_fills_the_disk(at_the_desk, esra, workshop):
    for _number in range(exporting.MOST_KEPT):
        ExportFactory(person=esra)

    answer = asked(at_the_desk)

    assert answer.url == PAGE
    assert "50 Listen" in at_the_desk.get(PAGE).text


def test_an_erased_person_leaves_no_list(at_the_desk, esra, workshop, private):
    asked(at_the_desk)
    assert personal.data(esra)["mitgliederlisten"][0]["total"] == 1

    personal.forget(esra)

    assert not Export.objects.exists()
    assert not list(private.rglob("*.csv"))


def test_the_page_of_members_links_to_the_last_lists(at_the_desk, workshop):
    assert "Ihre letzten Listen" not in at_the_desk.get(PAGE).text

    asked(at_the_desk)

    assert f'href="{START}{Export.objects.get().pk}/"' in at_the_desk.get(PAGE).text


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_list_asks_a_fixed_number_of_questions(
    at_the_desk, essen, django_assert_num_queries, count
):
    for number in range(count):
        one = listed(f"viele-{number}", essen)
        EditorFactory(organisation=one, person=UserFactory(), is_main=True)
        MembershipFactory(organisation=one)
    asked(at_the_desk)

    with django_assert_num_queries(29):
        asked(at_the_desk)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_a_list_each(client, esra, boris, workshop, college):
    def ask(person):
        return exporting.ask({}, "csv", by=person)

    first, second = together(lambda: ask(esra), lambda: ask(boris))

    found = [text_of(one) for one in (first, second)]
    assert ["Werkstatt" in text for text in found] == [True, False]
    assert all("Kolleg" in text for text in found)


@pytest.mark.django_db(transaction=True)
def test_a_list_is_of_one_moment(esra, essen, workshop, college, monkeypatch):
    """All of it was asked for before the first row was handed out."""
    monkeypatch.setattr("members.exchange.holdings.AT_A_TIME", 1)
    monkeypatch.setattr("members.exchange.writing.AT_A_TIME", 1)
    heard = exporting._hear

    def hear(export, extent):
        heard(export, extent)
        if extent.organisations == 1:
            together(
                lambda: Organisation.objects.filter(slug="werkstatt").update(
                    number="SPAET"
                )
            )
            together(lambda: listed("zuletzt", essen))

    monkeypatch.setattr(exporting, "_hear", hear)

    export = exporting.ask({}, "csv", by=esra)

    text = text_of(export)
    assert (export.total, text.count("\r\n") - 1) == (2, 2)
    assert "SPAET" not in text
    assert Organisation.objects.filter(number="SPAET").exists()
