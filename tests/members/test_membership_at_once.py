"""Two who change memberships at the same moment: one of them learns of the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members import membership, moderation, removal, together
from members.models import DirectoryEntry, Membership, Organisation, Profile
from members.together import Action
from tests.factories import EditorFactory, NetworkFactory, RoleFactory, listed
from tests.threads import together as at_once


@pytest.fixture
def network(transactional_db):
    return NetworkFactory(slug="essen", name="Netzwerk Essen")


@pytest.fixture
def coordinators(network):
    return [RoleFactory(network=network).person for _number in range(2)]


@pytest.fixture
def workshop(network):
    return listed("werkstatt", network)


def tried(verb):
    try:
        verb()
    except WrongStateError:
        return "refused"
    return "done"


def test_two_end_the_same_membership(workshop, coordinators):
    held, today = workshop.memberships.get(), timezone.localdate()
    seen = membership.sight(held)

    outcomes = at_once(
        *(
            lambda who=who, days=days: tried(
                lambda: membership.end(
                    held, until=today + timedelta(days=days), by=who, seen=seen
                )
            )
            for days, who in enumerate(coordinators)
        )
    )

    assert sorted(outcomes) == ["done", "refused"]
    assert JournalEntry.objects.filter(verb="membership.ended").count() == 1


def test_it_ends_while_an_editor_saves(workshop, coordinators):
    editor = EditorFactory(organisation=workshop, is_main=True).person
    held = workshop.memberships.get()
    began = workshop.profiles.published().get().content()

    at_once(
        lambda: membership.end(
            held,
            until=timezone.localdate() - timedelta(days=1),
            by=coordinators[0],
        ),
        lambda: moderation.save_draft(
            workshop, content=began | {"plain": "Neu"}, began=began, by=editor
        ),
    )

    assert Profile.objects.open().get().plain == "Neu"
    assert not DirectoryEntry.objects.exists()


def test_it_is_brought_back_while_it_is_erased(workshop, coordinators):
    removal.remove(workshop, by=coordinators[0])
    late = timezone.now() + timedelta(days=31)

    outcome, _nothing = at_once(
        lambda: tried(lambda: removal.restore(workshop, by=coordinators[0])),
        lambda: removal.erase_due(late),
    )

    organisation = Organisation.objects.get()
    is_back = organisation.removed_at is None
    assert is_back == (outcome == "done")
    # Whole, or erased; never half of it.
    assert organisation.sites.exists() == is_back
    assert (organisation.erased_at is None) == is_back
    assert DirectoryEntry.objects.exists() == is_back


def test_two_forms_of_many_never_wait_for_each_other(network, coordinators):
    slugs = [listed(f"haus-{number}", network).slug for number in range(6)]

    def suspend(who, order):
        chosen = together.choose(Action.SUSPEND, order, by=who)
        return tried(lambda: together.carry_out(Action.SUSPEND, chosen, by=who))

    outcomes = at_once(
        lambda: suspend(coordinators[0], slugs),
        lambda: suspend(coordinators[1], slugs[::-1]),
    )

    assert "done" in outcomes
    assert Membership.objects.filter(suspended_on=None).count() == 0
