"""Who holds offices in two networks acts in one of them, and reads in which."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance.models import JournalEntry
from members import moderation
from members.models import Move
from tests.factories import EditorFactory, MembershipFactory, RoleFactory, listed
from tests.filling import fill
from tests.members.coordination.conftest import propose, sight


@pytest.fixture
def both(esra, bochum):
    RoleFactory(person=esra, network=bochum)
    return esra


@pytest.fixture
def forge(bochum, essen, both):
    """A member in Bochum today, that left Essen long ago."""
    forge = listed("schmiede", bochum)
    ended = {"since": "2019-01-01", "until": "2020-01-01"}
    MembershipFactory(organisation=forge, network=essen, **ended)
    return forge


def last(verb):
    entry = JournalEntry.objects.filter(verb=verb).latest("pk")
    return entry.capacity, entry.network


@pytest.fixture
def page(client, both):
    client.force_login(both)
    return client


def test_a_decision_is_that_of_the_network_of_today(forge, page, both, bochum):
    proposal = propose(forge, EditorFactory(organisation=forge).person, plain="Neu")
    review = page.get("/koordination/organisationen/schmiede/aenderung/").text

    assert "Koordination Bochum" in review
    moderation.publish(proposal, by=both, seen=sight(proposal))
    assert last("profile.published") == ("coordinator", bochum.pk)


@pytest.mark.parametrize("slug", ["essen", "bochum"])
def test_a_membership_is_the_business_of_its_own_network(college, page, slug):
    held = college.memberships.get(network__slug=slug)
    address = f"/koordination/organisationen/kolleg/mitgliedschaften/{held.pk}/ruhen/"

    assert f"Koordination {slug.capitalize()}" in page.get(address).text
    fill(page, address)

    assert last("membership.suspended") == ("coordinator", held.network_id)


def test_who_coordinates_both_moves_a_member_at_once(workshop, page, bochum, essen):
    held = workshop.memberships.get()
    address = f"/koordination/organisationen/werkstatt/mitgliedschaften/{held.pk}/"
    tomorrow = timezone.localdate() + timedelta(days=1)

    fill(page, f"{address}wechseln/", network=bochum.pk, begins_on=tomorrow.isoformat())

    assert last("membership.ended") == ("coordinator", essen.pk)
    assert last("membership.begun") == ("coordinator", bochum.pk)
    held.refresh_from_db()
    assert held.until == timezone.localdate()
    assert not Move.objects.exists()
