"""The office searches the journal, page by page, and counts nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance import journal
from alliance.journal import Capacity, Subject
from alliance.models import JournalDetails

LIST = "/verwaltung/alliance/journalentry/"


def note(verb, by, organisation=None, **more):
    subject = Subject(organisation and organisation.pk)
    return journal.record(verb, by=by, subject=subject, **more)


def shown(office, **asked):
    page = office.get(LIST, asked)
    assert page.status_code == 200
    return [line.verb for line in page.context["found"].lines]


@pytest.fixture
def entries(workshop, college, wanda, esra, essen):
    note("profile.submitted", wanda, workshop)
    coordinator = Capacity("coordinator", essen.pk)
    note("profile.published", esra, workshop, capacity=coordinator)
    note("site.added", wanda, college)


@pytest.mark.parametrize(
    ("asked", "verbs"),
    [
        ({"person": "wanda@example.org"}, ["site.added", "profile.submitted"]),
        ({"person": "wand"}, ["site.added", "profile.submitted"]),
        ({"verb": "profile.published"}, ["profile.published"]),
        ({"capacity": "coordinator"}, ["profile.published"]),
        ({"network": "essen"}, ["profile.published"]),
        ({"organisation": "kolleg", "person": "wanda"}, ["site.added"]),
        ({"organisation": "Kolleg", "person": "wanda"}, ["site.added"]),
        ({"person": "niemand"}, []),
    ],
)
def test_entries_are_found(office, entries, asked, verbs):
    assert shown(office, **asked) == verbs


def test_days_narrow_the_journal(office, wanda):
    with time_machine.travel(timezone.now() - timedelta(days=10)):
        note("proof.claimed", wanda)
    note("site.added", wanda)
    day = timezone.localdate() - timedelta(days=10)

    today = f"{timezone.localdate():%d.%m.%Y}"
    own = {"person": "wanda"}

    assert shown(office, **own, until=day.isoformat()) == ["proof.claimed"]
    assert shown(office, **own, since=today) == ["site.added"]


def test_pages_follow_each_other_without_gap(office, wanda):
    for _ in range(51):
        note("site.changed", wanda)

    page = office.get(LIST, {"verb": "site.changed"})
    before = page.context["found"].before
    rest = shown(office, verb="site.changed", vor=before)

    assert len(page.context["found"].lines) == 50
    assert f"verb=site.changed&amp;vor={before}" in page.text
    assert rest == ["site.changed"]


def test_details_that_were_erased_say_so(office, wanda):
    note("person.renamed", wanda, facts=({"name": "Alt"}, {"name": "Neu"}))
    assert "Alt" in office.get(LIST).text

    JournalDetails.objects.all().delete()

    page = office.get(LIST).text
    assert "Die Einzelheiten wurden mit den Daten einer Person gelöscht." in page


def test_every_page_takes_the_same_few_questions(office, workshop, wanda):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            office.get(LIST)
        assert not any("COUNT(" in one["sql"] for one in captured)
        return len(captured)

    note("site.changed", wanda, workshop, facts=({}, {"person": wanda.pk}))
    few = questions()
    for _ in range(10):
        note("site.changed", wanda, workshop, facts=({}, {"person": wanda.pk}))

    assert questions() == few <= 12


@pytest.mark.parametrize(
    "asked",
    [{"verb": "erfunden"}, {"since": "gestern"}, {"vor": "-1"}, {"network": "x"}],
)
def test_what_cannot_be_asked_is_explained(office, asked):
    response = office.get(LIST, asked)

    assert response.status_code == 422
    assert response.context["found"] is None


def test_nothing_of_it_is_changed(office, wanda):
    entry = note("site.added", wanda)

    for end in ("add/", f"{entry.pk}/change/", f"{entry.pk}/delete/"):
        assert office.post(f"{LIST}{end}", {"verb": "x"}).status_code == 403
