"""Who decides hears once a day of what waits; weeks go by in these tests."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from alliance.models import JournalEntry, Mail
from members import moderation, reminders
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    listed,
)

MONDAY = date(2026, 3, 2)


def at(day, hour=8, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def remind(day, hour=8):
    """Let the daily step come at that hour; returns who was written to."""
    before = set(Mail.objects.values_list("pk", flat=True))
    with time_machine.travel(at(day, hour), tick=False):
        reminders.remind(timezone.now())
    letters = Mail.objects.exclude(pk__in=before).order_by("recipient")
    return list(letters)


def written_to(day, hour=8):
    return [letter.recipient.partition("@")[0] for letter in remind(day, hour)]


def text_to(person, day):
    return Mail.objects.get(key=f"desk-{person.pk}-{day}").body


def submit(organisation, day, name="Neuer Name", hour=8):
    with time_machine.travel(at(day, hour), tick=False):
        draft = moderation.start_draft(organisation, by=None)
        draft.name = name
        draft.save()
        moderation.submit(draft, by=None)
    return draft


@pytest.fixture
def proposal(workshop, esra, boris, gisela):
    """Submitted on a Monday morning, in Essen."""
    return submit(workshop, MONDAY)


def test_when_nothing_waits_nobody_is_written_to(esra, boris, gisela, workshop):
    assert written_to(MONDAY) == []


def test_the_coordination_hears_what_waits_for_it(proposal, workshop, esra):
    CredentialFactory(organisation=workshop, claimed_at=at(MONDAY - timedelta(3)))

    (letter,) = remind(MONDAY)

    assert letter.recipient == "esra@example.org"
    assert letter.subject == "2 Entscheidungen warten auf Sie"
    assert "- ein Änderungsvorschlag\n- ein Nachweis\n" in letter.body
    assert "Die älteste Einreichung wartet seit 3 Tagen." in letter.body
    assert "http://127.0.0.1:8000/koordination/\n" in letter.body
    assert "Woche" not in letter.body


def test_a_day_has_one_letter_however_often_the_step_comes(proposal):
    written = [written_to(MONDAY, hour) for hour in range(24)]

    assert written == [[]] * 7 + [["esra"]] + [[]] * 16


def test_nobody_is_woken(proposal):
    for hour in (0, 6, 19, 23):
        assert written_to(MONDAY, hour) == []
    assert written_to(MONDAY, 18) == ["esra"]


def test_a_missed_week_is_one_letter(proposal):
    assert written_to(MONDAY) == ["esra"]
    assert written_to(MONDAY + timedelta(7)) == ["esra"]


def test_weekends_and_holidays_are_free(proposal):
    days = [MONDAY + timedelta(n) for n in range(40)]
    free = [day for day in days if written_to(day) == []]

    weekend = {day for day in days if day.weekday() >= 5}
    assert set(free) == weekend | {date(2026, 4, 3), date(2026, 4, 6)}


def test_what_is_decided_is_not_spoken_of(proposal, workshop, esra):
    with time_machine.travel(at(MONDAY, 9)):
        moderation.take_back(proposal, by=None)

    assert written_to(MONDAY, 10) == []


def test_after_seven_days_it_is_named(proposal, esra):
    for days, named in [(4, False), (7, True), (8, True)]:
        day = MONDAY + timedelta(days)
        remind(day)
        line = f"- „Werkstatt“, Änderung, seit {days} Tagen\n"
        assert (line in text_to(esra, day)) == named


def test_after_fourteen_days_the_office_hears_of_it_once(proposal, esra, gisela):
    days = [MONDAY + timedelta(n) for n in range(30)]
    to_office = [day for day in days if "gisela" in written_to(day)]

    assert to_office == [MONDAY + timedelta(14)]
    text = text_to(gisela, to_office[0])
    assert "14 Tage lang hat hierüber niemand entschieden." in text
    assert "- „Werkstatt“, Änderung, seit 14 Tagen\n" in text
    assert "auf Ihre Entscheidung warten:" not in text
    (entry,) = JournalEntry.objects.filter(verb="profile.opened_to_office")
    assert (entry.subject, entry.capacity) == (proposal.pk, "portal")


def test_the_coordination_knows_that_the_office_may_decide_as_well(proposal, esra):
    note = "Was 14 Tage oder länger wartet, darf auch die Geschäftsstelle entscheiden."
    for days, is_told in [(11, False), (14, True)]:
        day = MONDAY + timedelta(days)
        remind(day)
        assert (note in text_to(esra, day)) == is_told


def test_the_office_hears_not_an_hour_too_early(workshop, esra, gisela):
    submit(workshop, MONDAY, hour=12)
    fourteenth = MONDAY + timedelta(14)

    assert written_to(fourteenth, 8) == ["esra"]
    assert written_to(fourteenth, 11) == []
    assert written_to(fourteenth, 12) == ["gisela"]


def test_what_is_submitted_again_is_another_case(proposal, workshop, gisela):
    remind(MONDAY + timedelta(14))
    with time_machine.travel(at(MONDAY + timedelta(15)), tick=False):
        moderation.take_back(proposal, by=None)
        moderation.submit(proposal, by=None)

    days = [MONDAY + timedelta(n) for n in range(16, 35)]
    # At nine, for a night of summer time lies in between.
    assert [day for day in days if "gisela" in written_to(day, 9)] == [
        MONDAY + timedelta(29)
    ]


def test_a_late_proof_is_told_to_the_office_as_well(workshop, esra, gisela):
    CredentialFactory(organisation=workshop, claimed_at=at(MONDAY))

    assert "gisela" in written_to(MONDAY + timedelta(14))
    assert "gisela" not in written_to(MONDAY + timedelta(15))
    assert JournalEntry.objects.filter(verb="proof.opened_to_office").count() == 1


def test_all_of_the_office_hear_of_it(proposal):
    RoleFactory(
        person=UserFactory(email="hans@example.org"), network=None, kind="office"
    )

    assert written_to(MONDAY + timedelta(14)) == ["esra", "gisela", "hans"]


def test_two_late_ones_of_a_day_are_one_letter(proposal, college, gisela):
    submit(college, MONDAY)

    letters = remind(MONDAY + timedelta(14))

    (letter,) = [one for one in letters if one.person == gisela]
    assert letter.subject == "2 Entscheidungen warten auf Sie"


def test_whom_no_network_looks_after_is_for_the_office_from_the_first_day(db, gisela):
    submit(listed("allein"), MONDAY)

    assert written_to(MONDAY) == ["gisela"]
    assert written_to(MONDAY + timedelta(1)) == ["gisela"]
    remind(MONDAY + timedelta(14))
    text = text_to(gisela, MONDAY + timedelta(14))
    assert text.count("„Allein“") == 1
    assert "auch die Geschäftsstelle" not in text
    assert not JournalEntry.objects.filter(verb="profile.opened_to_office").exists()


def test_each_hears_of_the_own_network_alone(workshop, bochum, esra, boris):
    submit(workshop, MONDAY - timedelta(8))
    other = listed("anderswo", bochum, name="B-GEHEIM")
    submit(other, MONDAY - timedelta(8), name="B-GEHEIM zwei")
    CredentialFactory(organisation=other, claimed_at=at(MONDAY - timedelta(8)))

    assert written_to(MONDAY) == ["boris", "esra"]
    assert "B-GEHEIM" not in text_to(esra, MONDAY)
    assert "- ein Änderungsvorschlag\n\n" in text_to(esra, MONDAY)
    assert "B-GEHEIM" in text_to(boris, MONDAY)
    assert "Werkstatt" not in text_to(boris, MONDAY)


def test_a_member_of_two_networks_waits_in_both(college, esra, boris):
    submit(college, MONDAY)

    assert written_to(MONDAY) == ["boris", "esra"]


def test_nobody_hears_of_what_they_edit_themselves(proposal, workshop, esra):
    EditorFactory(organisation=workshop, person=esra)

    assert written_to(MONDAY) == []


def test_a_substitute_hears_of_it_while_they_are_one(proposal, essen):
    tuesday, wednesday = MONDAY + timedelta(1), MONDAY + timedelta(2)
    substitute = UserFactory(email="sabine@example.org")
    RoleFactory(
        person=substitute,
        network=essen,
        kind="substitute",
        since=tuesday,
        until=wednesday,
    )

    written = [written_to(MONDAY + timedelta(n)) for n in range(4)]

    assert written == [["esra"], ["esra", "sabine"], ["esra", "sabine"], ["esra"]]


def test_who_holds_two_offices_gets_one_letter(proposal, esra, bochum):
    RoleFactory(person=esra, network=bochum)
    RoleFactory(person=esra, network=None, kind="office")

    assert written_to(MONDAY) == ["esra"]


def test_who_may_not_sign_in_is_not_written_to(proposal, esra):
    esra.is_active = False
    esra.save()

    assert written_to(MONDAY) == []


@pytest.mark.parametrize("kind", ["speaker"])
def test_other_offices_are_not_written_to(proposal, essen, kind):
    RoleFactory(
        person=UserFactory(email="sprecherin@example.org"), network=essen, kind=kind
    )

    assert written_to(MONDAY) == ["esra"]


def test_a_member_that_joins_is_heard_of_by_its_network(db, essen, esra, gisela):
    organisation = listed("allein")
    submit(organisation, MONDAY)
    MembershipFactory(
        organisation=organisation, network=essen, since=MONDAY + timedelta(1)
    )

    assert written_to(MONDAY) == ["gisela"]
    assert written_to(MONDAY + timedelta(1)) == ["esra"]
