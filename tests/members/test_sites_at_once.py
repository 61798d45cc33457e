"""Two who keep the same organisation at the same moment."""

import threading
import uuid

import pytest

from alliance.errors import WrongStateError
from alliance.once import SentTwiceError
from members import locations, proofs
from members.merging import ConflictError
from members.proofs import Claim, DecidedError, sight
from tests.factories import (
    CityFactory,
    EditorFactory,
    NetworkFactory,
    PostalCodeFactory,
    RoleFactory,
    SiteFactory,
    listed,
)
from tests.members.test_two_at_once import PATIENCE, together

SAID = {"street": "Neue Gasse 5", "postal_code": "45127", "place": "Essen"}


@pytest.fixture
def network(transactional_db):
    PostalCodeFactory(code="45127", city=CityFactory(slug="essen"))
    return NetworkFactory(slug="essen")


@pytest.fixture
def house(network):
    return listed("haus", network)


@pytest.fixture
def editors(house):
    return [EditorFactory(organisation=house).person for _number in range(2)]


def at_once(*actions):
    """Let all begin together; what went wrong, by kind."""
    start, failures = threading.Barrier(len(actions)), []

    def run(action):
        start.wait(PATIENCE)
        try:
            action()
        except (SentTwiceError, ConflictError, DecidedError) as error:
            failures.append(type(error))

    together(*(lambda action=action: run(action) for action in actions))
    return failures


def test_a_double_click_adds_one_site(house, editors):
    token = uuid.uuid4()

    def add():
        locations.add(house, said=SAID, by=editors[0], once=token)

    assert at_once(add, add) == [SentTwiceError]
    assert house.sites.count() == 2


def test_sites_that_are_added_at_once_have_places_of_their_own(house, editors):
    def add(who):
        locations.add(house, said=SAID, by=who, once=uuid.uuid4())

    assert at_once(*(lambda who=who: add(who) for who in editors)) == []
    positions = list(house.sites.values_list("position", flat=True))
    assert len(positions) == len(set(positions)) == 3


@pytest.mark.parametrize(
    ("fields", "conflicts"),
    [(("street", "place"), []), (("street", "street"), [ConflictError])],
)
def test_two_who_change_a_site_are_merged_or_told(house, editors, fields, conflicts):
    site = house.sites.get()
    began = locations.content(site)

    def change(who, field):
        said = began | {field: f"Von {who.pk}"}
        locations.change(site, said=said, began=began, by=who)

    pairs = zip(editors, fields, strict=True)
    failures = at_once(*(lambda pair=pair: change(*pair) for pair in pairs))

    assert failures == conflicts
    site.refresh_from_db()
    assert site.revision == 3 - len(conflicts)


def test_of_two_who_remove_two_sites_one_leaves_the_last(house, editors):
    sites = [house.sites.get(), SiteFactory(organisation=house)]

    def remove(who, site):
        locations.remove(site, by=who, seen=locations.sight(site))

    pairs = zip(editors, sites, strict=True)
    with pytest.raises(WrongStateError):
        together(*(lambda pair=pair: remove(*pair) for pair in pairs))

    assert house.sites.count() == 1


def test_of_two_decisions_at_once_the_first_stands(house, editors, network):
    people = [RoleFactory(network=network).person for _number in range(2)]
    said = Claim("iso", None, None)
    proof = proofs.claim(house, said=said, by=editors[0], once=uuid.uuid4())
    seen = sight(proof)

    failures = at_once(
        lambda: proofs.confirm(proof, by=people[0], seen=seen),
        lambda: proofs.refuse(proof, by=people[1], seen=seen, note="Nein."),
    )

    assert failures == [DecidedError]
    proof.refresh_from_db()
    assert (proof.confirmed_at is None) != (proof.refused_at is None)
