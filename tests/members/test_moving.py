"""A member changes to another network when its coordination accepts."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members import membership, moving, waiting
from members.models import DirectoryEntry, Move
from tests.factories import EditorFactory
from tests.members.letters import written

DAY = timedelta(days=1)


@pytest.fixture
def held(workshop):
    return workshop.memberships.get()


@pytest.fixture
def asked(held, bochum, esra, boris):
    begins_on = timezone.localdate() + 10 * DAY
    return moving.ask(held, bochum, begins_on=begins_on, by=esra)


def test_until_the_other_network_accepts_nothing_changes(asked, held, boris, esra):
    assert written() == [("move_asked", "boris@example.org")]
    assert [one.kind for one in waiting.awaiting(boris)] == ["wechsel"]
    assert waiting.awaiting(esra) == []
    held.refresh_from_db()
    assert held.until is None


def test_accepted_it_ends_here_the_day_before_it_begins_there(
    asked, held, wanda, boris, bochum
):
    moving.accept(asked, by=boris)

    held.refresh_from_db()
    begun = held.organisation.memberships.get(network=bochum)
    assert held.until == asked.begins_on - DAY
    assert begun.since == asked.begins_on
    assert {*written()} == {
        ("move_asked", "boris@example.org"),
        ("membership_moved", "wanda@example.org"),
        ("move_answered", "esra@example.org"),
    }
    entry = JournalEntry.objects.get(verb="membership.ended")
    assert (entry.actor, entry.network) == (boris, bochum.pk)
    # Never a day without.
    for days in (9, 10, 11):
        listed = DirectoryEntry.objects.listed(timezone.localdate() + days * DAY)
        assert listed.exists()


def test_accepted_too_late_it_begins_today(asked, boris, workshop, bochum):
    with time_machine.travel(timezone.now() + 20 * DAY):
        moving.accept(asked, by=boris)
        today = timezone.localdate()

    assert workshop.memberships.get(network=bochum).since == today


def test_refused_it_stays_and_the_asker_learns_why(asked, held, boris, workshop):
    moving.refuse(asked, note="Wir sind voll.", by=boris)

    held.refresh_from_db()
    assert held.until is None
    assert workshop.memberships.count() == 1
    assert written()[-1] == ("move_answered", "esra@example.org")


def test_it_is_answered_once(asked, boris, esra):
    moving.refuse(asked, note="Nein.", by=boris)

    for answer in (
        lambda: moving.accept(asked, by=boris),
        lambda: moving.refuse(asked, note="Doch nein.", by=boris),
        lambda: moving.withdraw(asked, by=esra),
    ):
        with pytest.raises(WrongStateError):
            answer()


def test_an_end_takes_the_question_back(asked, held, esra, boris):
    membership.end(held, until=timezone.localdate(), by=esra)

    assert Move.objects.get().state == "withdrawn"
    assert waiting.awaiting(boris) == []


def test_nobody_takes_over_what_one_edits(asked, workshop, boris):
    EditorFactory(organisation=workshop, person=boris)

    assert not Move.objects.awaiting_decision_by(boris).exists()
    assert Move.objects.withheld_from(boris).get() == asked


def test_after_14_days_the_office_may_answer(asked, gisela):
    assert not Move.objects.awaiting_decision_by(gisela).exists()

    with time_machine.travel(timezone.now() + 14 * DAY):
        assert Move.objects.awaiting_decision_by(gisela).get() == asked
