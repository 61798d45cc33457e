"""Each state in one sentence, with who acts next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members import moderation
from members.models import Membership, Organisation, Profile
from members.moderation import Answer, sight
from members.standing import Tone, Turn, held, standing
from tests.factories import (
    EditorFactory,
    MembershipFactory,
    OrganisationFactory,
    ProfileFactory,
    TermFactory,
    listed,
)

YESTERDAY = timedelta(days=1)


def stands(organisation, **options):
    (one,) = held(Organisation.objects.filter(pk=organisation.pk))
    return standing(one, **options)


def draft(organisation, by):
    profile = moderation.start_draft(organisation, by=by)
    Profile.objects.filter(pk=profile.pk).update(plain="Wir üben.")
    profile.refresh_from_db()
    return profile


def submitted(organisation, by):
    profile = draft(organisation, by)
    moderation.submit(profile, by=by)
    profile.refresh_from_db()
    return profile


def long_ago(profile, **ages):
    now = timezone.now()
    times = {name: now - age for name, age in ages.items()}
    Profile.objects.filter(pk=profile.pk).update(**times)


def test_what_is_online_needs_nothing(workshop):
    long_ago(workshop.profiles.get(), published_at=YESTERDAY)

    told = stands(workshop)

    assert told.sentence == (
        "Ihr Profil ist seit gestern so online. Gerade ist nichts zu tun."
    )
    assert (told.tone, told.turn, told.aside) == (Tone.ONLINE, Turn.NOBODY, "")


def test_nothing_at_all(db):
    told = stands(OrganisationFactory())

    assert told.sentence == "Hier steht noch nichts. Es dauert etwa zehn Minuten."
    assert (told.tone, told.turn) == (Tone.EMPTY, Turn.EDITORS)


def test_a_first_draft(essen, wanda):
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation, network=essen)
    long_ago(ProfileFactory(organisation=organisation), created_at=3 * YESTERDAY)

    told = stands(organisation)

    assert told.sentence == (
        "Ihr Profil ist seit drei Tagen ein Entwurf. Sie sind dran."
    )
    assert told.aside == "Online ist davon noch nichts."


def test_a_draft_beside_what_is_online(workshop, wanda):
    long_ago(draft(workshop, wanda), created_at=YESTERDAY)

    told = stands(workshop)

    assert told.sentence == "Ihre Änderung ist seit gestern ein Entwurf. Sie sind dran."
    assert told.aside == "Bis zur Freigabe bleibt online, was dort steht."
    assert (told.tone, told.turn) == (Tone.DRAFT, Turn.EDITORS)


def test_the_coordination_of_its_network_looks_at_it(workshop, wanda):
    long_ago(submitted(workshop, wanda), submitted_at=YESTERDAY)

    told = stands(workshop)

    assert told.sentence == "Die Koordination Essen prüft Ihre Änderung seit gestern."
    assert (told.tone, told.turn) == (Tone.WAITING, Turn.COORDINATION)


def test_in_two_networks_either_may_look_at_it(college, kemal):
    submitted(college, kemal)

    assert stands(college).sentence in {
        "Die Koordination Essen oder Bochum prüft Ihre Änderung seit heute.",
        "Die Koordination Bochum oder Essen prüft Ihre Änderung seit heute.",
    }


def test_after_two_weeks_the_office_may_decide(workshop, wanda):
    long_ago(submitted(workshop, wanda), submitted_at=15 * YESTERDAY)

    assert stands(workshop).sentence == (
        "Die Koordination Essen prüft Ihre Änderung seit 15 Tagen. Inzwischen darf "
        "auch die Geschäftsstelle entscheiden."
    )


def test_without_a_network_the_office_looks_at_it(wanda):
    partner = listed("amt", kind="partner")
    EditorFactory(organisation=partner, person=wanda)
    submitted(partner, wanda)

    assert stands(partner).sentence == (
        "Die Geschäftsstelle prüft Ihre Änderung seit heute."
    )


def test_what_came_back_is_the_turn_of_its_editors(workshop, wanda, esra):
    profile = submitted(workshop, wanda)
    answer = Answer(TermFactory(kind="return_reason"))
    seen = sight(profile, workshop.profiles.published().get())
    moderation.send_back(profile, by=esra, seen=seen, answer=answer)
    long_ago(profile, reviewed_at=YESTERDAY)

    told = stands(workshop)

    assert told.sentence == (
        "Ihre Änderung kam gestern mit einer Antwort zurück. Sie sind dran."
    )
    assert (told.tone, told.turn) == (Tone.RETURNED, Turn.EDITORS)


def test_without_a_membership_nothing_is_online(workshop):
    Membership.objects.update(until=timezone.localdate() - YESTERDAY)
    workshop.entry.delete()

    told = stands(workshop)

    assert told.sentence.startswith("Ihr Profil ist freigegeben, aber nicht online")
    assert told.turn == Turn.COORDINATION


def test_what_was_taken_offline(workshop, esra):
    moderation.withdraw(workshop, by=esra)

    assert stands(workshop).sentence.startswith("Ihr Profil ist nicht mehr online.")


@pytest.mark.parametrize("own", [True, False])
def test_others_are_not_told_that_it_is_their_change(workshop, wanda, own):
    submitted(workshop, wanda)

    assert ("Ihre" in stands(workshop, is_own=own).sentence) is own


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more_questions_than_one(count, essen, django_assert_num_queries):
    for number in range(count):
        listed(f"werk-{number}", essen)

    with django_assert_num_queries(3):
        found = held(Organisation.objects.all())
        told = [standing(one) for one in found]

    assert len(told) == count
