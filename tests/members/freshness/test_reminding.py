"""Who is asked when; months go by in these tests."""

from datetime import date, timedelta

import pytest

from alliance.models import JournalEntry, Mail
from members.freshness import answering, confirming
from members.freshness.answering import Answer
from members.freshness.reminding import LETTERS_A_DAY
from members.models import Asked, Membership, Organisation, ProofReminder
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    UserFactory,
    listed,
)
from tests.members.freshness.calendar import (
    MONDAY,
    age,
    at,
    confirmed,
    links,
    on,
    pass_by,
    remind,
    token,
)


def day(number):
    return MONDAY + timedelta(days=number)


def answer(letter, said, when, place=0):
    with on(when, 10):
        answering.answer(token(letter, place), said)


def silent():
    return [one.organisation.slug for one in Asked.objects.silent()]


def test_nobody_is_asked_before_180_days_have_gone_by(workshop, wanda, here):
    here(wanda)
    confirmed(workshop, MONDAY)

    letters = pass_by(MONDAY, 200)

    assert letters[0] == (date(2026, 8, 31), "wanda")
    assert (date(2026, 8, 31) - MONDAY).days == 182  # the 180th is a Saturday
    assert len(letters) == 1


def test_what_nobody_ever_confirmed_counts_from_its_first_day(workshop, wanda, here):
    here(wanda)
    Organisation.objects.update(created_at=at(MONDAY))

    assert pass_by(day(178), 10) == [(day(182), "wanda")]


def test_the_letter_has_three_links_and_says_what_it_is_about(letter):
    assert letter.subject == "„Werkstatt“: Stimmt noch alles?"
    assert "Werkstatt\nZuletzt bestätigt am 3. September 2025.\n" in letter.body
    stimmt, aendern, weg = links(letter)
    key = stimmt.split("/")[2]
    assert stimmt == f"/aktualitaet/{key}/stimmt/"
    assert aendern == f"/aktualitaet/{key}/aendern/"
    assert weg == f"/aktualitaet/{key}/gibt-es-nicht-mehr/"
    assert "bis 1. Mai 2026." in letter.body
    assert "zum zweiten Mal" not in letter.body
    assert key not in str(Asked.objects.values())


def test_a_second_letter_follows_and_then_the_coordination(stale):
    letters = pass_by(MONDAY, 60)

    assert letters == [(MONDAY, "wanda"), (day(21), "wanda")]
    second = Mail.objects.filter(kind="freshness").first()
    assert "Wir fragen zum zweiten Mal." in second.body
    assert "ruft die Koordination Ihres Netzwerks Sie an" in second.body
    with on(day(41)):
        assert silent() == []
    with on(day(42)):
        assert silent() == ["werkstatt"]
    assert Organisation.objects.filter(slug="werkstatt").exists()


def test_whoever_is_silent_gets_no_third_letter(stale):
    assert len(pass_by(MONDAY, 400)) == 2


def test_an_answer_ends_the_round_for_another_180_days(stale, letter):
    answer(letter, Answer.RIGHT, day(3))

    assert pass_by(day(4), 178) == []
    assert pass_by(day(182), 4) == [(day(183), "wanda")]


def test_who_wants_to_change_something_is_asked_again(stale, letter):
    answer(letter, Answer.CHANGE, day(5))

    letters = pass_by(day(6), 60)

    # It is a round of its own, with a second letter.
    assert letters == [(day(28), "wanda"), (day(49), "wanda")]
    with on(day(48)):
        assert silent() == []


def test_who_changes_and_confirms_is_left_alone(stale, letter, wanda):
    answer(letter, Answer.CHANGE, day(5))
    with on(day(9)):
        confirming.confirm(stale, by=wanda)

    assert pass_by(day(10), 90) == []


def test_what_is_gone_is_for_the_coordination_and_stays_online(stale, letter, client):
    answer(letter, Answer.GONE, day(2))

    assert pass_by(day(3), 100) == []
    with on(day(100)):
        assert [one.organisation for one in Asked.objects.gone()] == [stale]
    assert client.get("/anbieter/werkstatt/").status_code == 200


def test_four_organisations_are_one_letter(essen, wanda, stale):
    for number in range(3):
        other = listed(f"zweig-{number}", essen)
        EditorFactory(organisation=other, person=wanda, is_main=True)
        age(other, 200 + number)

    (letter,) = remind(MONDAY)

    assert letter.subject == "Stimmt noch alles? 4 Organisationen"
    assert len(links(letter)) == 12
    assert len(set(links(letter))) == 12
    assert Asked.objects.filter(letter=letter).count() == 4


def test_whatever_is_due_a_person_has_one_letter_a_week(essen, wanda, stale):
    for number in range(3):
        other = listed(f"zweig-{number}", essen)
        EditorFactory(organisation=other, person=wanda, is_main=True)
        age(other, 179 - number)

    letters = pass_by(MONDAY, 10)

    assert letters == [(MONDAY, "wanda"), (day(7), "wanda")]


def test_only_the_main_editor_is_asked(stale, here):
    others = EditorFactory.create_batch(2, organisation=stale)
    here(*(other.person for other in others))

    assert pass_by(MONDAY, 3) == [(MONDAY, "wanda")]


@pytest.mark.parametrize("why", ["nobody", "never here", "inactive", "not main"])
def test_where_nobody_can_be_asked_the_coordination_is_at_once(
    workshop, wanda, here, why
):
    age(workshop, 180)
    if why == "nobody":
        workshop.editors.all().delete()
    if why == "inactive":
        here(wanda)
        wanda.is_active = False
        wanda.save()
    if why == "not main":
        here(wanda)
        workshop.editors.update(is_main=False)

    assert pass_by(MONDAY, 30, hours=(8, 9)) == []

    with on(MONDAY):
        assert silent() == ["werkstatt"]
    assert Asked.objects.count() == 1


def test_who_comes_later_is_asked_then(workshop, wanda, here):
    age(workshop, 180)
    pass_by(MONDAY, 10)
    here(wanda)

    assert pass_by(day(10), 5) == [(day(10), "wanda")]
    with on(day(14)):
        assert silent() == []


def test_the_next_main_editor_gets_the_second_letter(stale, letter, here):
    stale.editors.all().delete()
    heir = UserFactory(email="erbe@example.org")
    EditorFactory(organisation=stale, person=heir, is_main=True)
    here(heir)

    assert pass_by(day(1), 40) == [(day(21), "erbe")]
    assert "zum zweiten Mal" in Mail.objects.filter(kind="freshness").first().body


def test_who_leaves_without_an_heir_is_for_the_coordination(stale, letter):
    stale.editors.all().delete()

    assert pass_by(day(1), 40) == []
    with on(day(40)):
        assert silent() == ["werkstatt"]


@pytest.mark.parametrize(
    "why", ["removed", "merged", "resting", "left", "not yet", "offline"]
)
def test_whoever_is_no_member_gets_no_letter(stale, why):
    own = Organisation.objects.filter(pk=stale.pk)
    memberships = Membership.objects.filter(organisation=stale)
    if why == "removed":
        own.update(removed_at=at(MONDAY))
    elif why == "merged":
        own.update(merged_into=listed("andere"))
    elif why == "resting":
        memberships.update(suspended_on=MONDAY)
    elif why == "left":
        memberships.update(until=day(-1))
    elif why == "not yet":
        memberships.update(since=day(90))
    else:
        stale.profiles.update(state="archived")

    assert pass_by(MONDAY, 60) == []
    assert Asked.objects.count() == 0


def test_a_round_ends_with_the_membership_and_begins_anew(stale, letter):
    memberships = Membership.objects.filter(organisation=stale)
    memberships.update(suspended_on=day(3))
    assert pass_by(day(3), 100) == []
    with on(day(100)):
        assert silent() == []

    memberships.update(suspended_on=None)

    assert pass_by(day(105), 30) == [(day(105), "wanda"), (day(126), "wanda")]


@pytest.mark.parametrize("networks", [0, 1])
def test_partners_are_asked_in_a_network_or_without(db, essen, here, networks):
    office = listed("amt", *[essen][:networks], kind="partner")
    person = UserFactory(email="amt@example.org")
    EditorFactory(organisation=office, person=person, is_main=True)
    here(person)
    age(office, 180)

    assert pass_by(MONDAY, 5) == [(MONDAY, "amt")]


def test_nobody_is_woken_and_weekends_are_free(stale):
    for hour in (0, 6, 19, 23):
        assert remind(MONDAY, hour) == []
    age(stale, 180, day(5))
    assert pass_by(day(5), 2, hours=range(24)) == []
    assert pass_by(day(7), 1, hours=range(24)) == [(day(7), "wanda")]


def test_a_day_has_one_letter_however_often_the_step_comes(stale):
    assert pass_by(MONDAY, 1, hours=range(24)) == [(MONDAY, "wanda")]


def test_what_has_gathered_comes_little_by_little(essen, here):
    for number in range(60):
        organisation = listed(f"viele-{number:02}", essen)
        person = UserFactory(email=f"person-{number:02}@example.org")
        EditorFactory(organisation=organisation, person=person, is_main=True)
        here(person)
        age(organisation, 180 + number)

    # After a month's silence of the portal, twice a day.
    letters = pass_by(MONDAY, 10, hours=(8, 12))

    counts = [sum(one == when for one, _who in letters) for when in map(day, range(5))]
    assert counts == [LETTERS_A_DAY, LETTERS_A_DAY, 60 - 2 * LETTERS_A_DAY, 0, 0]
    assert letters[0] == (MONDAY, "person-59")
    assert len({who for _day, who in letters}) == 60


@pytest.mark.parametrize("missed", [3, 31])
def test_missed_days_are_made_up_for_without_a_flood(stale, missed):
    remind(MONDAY)

    letters = pass_by(day(21 + missed), 7, hours=(8, 9, 18))

    assert [who for _day, who in letters] == ["wanda"]


def test_the_journal_knows_what_the_portal_asked(stale, letter):
    (entry,) = JournalEntry.objects.filter(verb="freshness.asked")
    assert (entry.organisation, entry.actor_id) == (stale.pk, None)


# Proofs


def proof(organisation, ends, **more):
    facts = {"title": "Siegel", "confirmed_at": at(day(-200))} | more
    return CredentialFactory(organisation=organisation, valid_until=ends, **facts)


@pytest.fixture
def fresh(workshop, wanda, here):
    """The workshop, confirmed just now."""
    here(wanda)
    age(workshop, 0)
    return workshop


def test_a_proof_asks_90_and_30_days_before_its_end(fresh):
    proof(fresh, day(100))

    assert pass_by(MONDAY, 120) == [(day(10), "wanda"), (day(70), "wanda")]
    first = Mail.objects.filter(kind="freshness").last()
    assert first.subject == "„Werkstatt“: Siegel läuft bald ab"
    line = "- Siegel, Werkstatt: bis 10. Juni 2026, noch 90 Tage"
    assert line in first.body
    assert "/mein-bereich/werkstatt/nachweise/\n" in first.body
    assert "stimmt" not in first.body


def test_proofs_stand_in_the_letter_that_goes_anyway(stale):
    proof(stale, day(90))
    proof(stale, day(30), title="Urkunde")

    (letter,) = remind(MONDAY)

    assert letter.subject == "„Werkstatt“: Stimmt noch alles?"
    assert "Außerdem: Nachweise laufen bald ab." in letter.body
    assert letter.body.index("Urkunde") < letter.body.index("Siegel")
    assert set(ProofReminder.objects.values_list("stage", flat=True)) == {90, 30}


def test_a_proof_waits_for_the_week_to_be_over(stale):
    proof(stale, day(92))

    letters = pass_by(MONDAY, 12)

    assert letters == [(MONDAY, "wanda"), (day(7), "wanda")]


@pytest.mark.parametrize("state", ["waiting", "confirmed"])
def test_a_proof_with_a_successor_asks_nothing(fresh, state):
    proof(fresh, day(100))
    moment = at(MONDAY) if state == "confirmed" else None
    proof(fresh, day(900), confirmed_at=moment, claimed_at=at(MONDAY))

    assert pass_by(MONDAY, 130) == []
    with on(day(130)):
        assert not list(fresh.credentials.ended())


def test_another_proof_or_a_refused_one_is_no_successor(fresh):
    proof(fresh, day(100))
    proof(fresh, day(900), title="Anderes")
    proof(fresh, day(900), confirmed_at=None, refused_at=at(MONDAY))

    assert len(pass_by(MONDAY, 110)) == 2


@pytest.mark.parametrize("facts", [{"confirmed_at": None}, {"valid_until": None}])
def test_what_is_not_confirmed_or_has_no_end_asks_nothing(fresh, facts):
    proof(fresh, **{"ends": day(100)} | {k: v for k, v in facts.items() if v})
    fresh.credentials.update(**facts)

    assert pass_by(MONDAY, 110) == []


def test_a_proof_confirmed_late_is_not_asked_for_at_once(fresh):
    proof(fresh, day(60), confirmed_at=at(MONDAY))

    assert pass_by(MONDAY, 61) == [(day(30), "wanda")]


def test_a_proof_that_lasts_longer_by_now_asks_anew(fresh):
    held = proof(fresh, day(90))
    remind(MONDAY)
    held.valid_until = day(200)
    held.save()

    assert pass_by(day(1), 120) == [(day(112), "wanda")]


def test_after_its_end_a_proof_is_for_the_coordination(fresh, esra):
    held = proof(fresh, day(10))

    with on(day(10)):
        assert not list(fresh.credentials.ended())
    with on(day(11)):
        assert list(fresh.credentials.ended()) == [held]
        confirming.see_to_end(held, by=esra)
        confirming.see_to_end(held, by=esra)
        assert not list(fresh.credentials.ended())
    assert JournalEntry.objects.filter(verb="proof.end_seen").count() == 1


def test_what_ended_long_ago_is_let_alone(fresh):
    proof(fresh, day(-91))

    with on(MONDAY):
        assert not list(fresh.credentials.ended())
