"""Invented providers: some for the demo accounts, then all that there may be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from members.demo.content import Subject, areas, phrases, subjects
from members.demo.deck import Deck
from members.demo.memberships import NEIGHBOURS, Time, add_memberships
from members.demo.naming import MARK, houses_of
from members.demo.organisations import (
    add_editor,
    add_organisation,
    logo_for,
    website_for,
)
from members.demo.profiles import Versions, Words, add_profiles
from members.demo.proofs import Azav, add_proofs
from members.demo.sites import add_sites
from members.demo.traits import provider_terms
from members.demo.world import SMALL, Member, World
from members.demo.writing import Length, Writer
from members.models import Organisation
from members.vocabulary import FROM_WEST_TO_EAST

HOME_SHARES = {
    "duisburg": 16,
    "oberhausen": 9,
    "muelheim": 8,
    "essen": 20,
    "gelsenkirchen": 10,
    "bochum": 14,
    "dortmund": 17,
    "hamm": 6,
}
TIMES = {
    Time.LASTING: 45,
    Time.PAST: 2,
    Time.FUTURE: 1,
    Time.ENDING: 1,
    Time.AGAIN: 1,
}
AZAV_SHARES = {
    Azav.NONE: 11,
    Azav.VALID: 22,
    Azav.EXPIRED: 5,
    Azav.SOON_EXPIRED: 4,
    Azav.UNCONFIRMED: 4,
    Azav.OTHER_AREA: 4,
}
LENGTHS = {
    Length.MINIMAL: 3,
    Length.ORDINARY: 11,
    Length.LONG: 4,
    Length.VERY_LONG: 2,
}
VERSIONS = {
    Versions.PUBLISHED: 20,
    Versions.WITH_DRAFT: 1,
    Versions.WITH_SUBMITTED: 1,
    Versions.WITH_RETURNED: 1,
    Versions.ONLY_DRAFT: 1,
    Versions.ONLY_SUBMITTED: 1,
}
SITES = {1: 15, 2: 3, 3: 1, 4: 1}
IS_IN_TWO = {True: 2, False: 23}
# The first eight belong to the accounts of the networks, the next three to the
# person with several; the one after is in the two networks that share a coordinator.
NETWORKS = tuple(town.slug for town in FROM_WEST_TO_EAST)
HOMES = (
    *((slug,) for slug in NETWORKS),
    ("bochum",),
    ("bochum",),
    ("dortmund",),
    ("oberhausen", "muelheim"),
)
SEVERAL = range(8, 11)
# These are entered a second time each, as happens, so that there is a double to merge.
TWINS = (60, 100)


@dataclass(frozen=True)
class Plan:
    """What a provider is to be like."""

    networks: list[str]
    time: Time
    azav: Azav
    length: Length
    versions: Versions
    sites: int
    subject: int

    @property
    def subjects(self) -> tuple[Subject, Subject]:
        """The second is a neighbour of the first, often of the same topic."""
        taught = subjects()
        return taught[self.subject], taught[(self.subject + 1) % len(taught)]


class Providers:
    def __init__(self, world: World) -> None:
        rng = world.rng
        self._world = world
        self._homes = Deck(rng, HOME_SHARES)
        self._times = Deck(rng, TIMES)
        self._azav = Deck(rng, AZAV_SHARES)
        self._lengths = Deck(rng, LENGTHS)
        self._versions = Deck(rng, VERSIONS)
        self._sites = Deck(rng, SITES)
        self._is_in_two = Deck(rng, IS_IN_TWO)
        self._subjects = Deck(rng, dict.fromkeys(range(len(subjects())), 1))
        self._twinned: dict[str, Words] = {}

    def add(self, index: int, number: str) -> None:
        world = self._world
        plan = self._showcase(index) if index < len(HOMES) else self._plan()
        member = self._named(plan, number)
        member.id = add_organisation(world, member, Organisation.Kind.PROVIDER)
        add_memberships(world, member, plan.time)
        add_sites(world, member, plan.sites)
        self._add_editors(index, member)
        words = self._words(plan, member)
        if index in TWINS:
            words = self._as_twin(words, member.home)
        elif index >= len(HOMES) and plan.versions is Versions.PUBLISHED:
            self._twinned.setdefault(member.home, words)
        add_profiles(world, member, words, plan.versions)
        if plan.length is not Length.MINIMAL:
            add_proofs(world, member, plan.azav)

    def _as_twin(self, words: Words, home: str) -> Words:
        """As if someone had entered the first of the city once more."""
        first = self._twinned.pop(home, None)
        if first is None:
            return words
        name = first.name.replace(MARK, f"gGmbH {MARK}")
        return replace(words, name=name, website=first.website)

    def _showcase(self, index: int) -> Plan:
        """Nothing unusual, so that whoever signs in can begin."""
        return Plan(
            networks=list(HOMES[index]),
            time=Time.LASTING,
            azav=Azav.VALID,
            length=Length.LONG,
            versions=Versions.PUBLISHED,
            sites=self._sites.draw(),
            subject=self._subjects.draw(),
        )

    def _plan(self) -> Plan:
        networks = [self._homes.draw()]
        if self._is_in_two.draw():
            networks.append(self._world.rng.choice(NEIGHBOURS[networks[0]]))
        length = self._lengths.draw()
        sites = self._sites.draw()
        return Plan(
            networks=networks,
            time=self._times.draw(),
            azav=self._azav.draw(),
            length=length,
            versions=self._versions.draw(),
            sites=1 if length is Length.MINIMAL else max(sites, len(networks)),
            subject=self._subjects.draw(),
        )

    def _named(self, plan: Plan, number: str) -> Member:
        first, _second = plan.subjects
        home = plan.networks[0]
        start = plan.subject * 7 + NETWORKS.index(home) * 3
        name = self._world.namer.name(
            areas()[home], first.label, houses_of(first), start
        )
        return Member(number, name, plan.networks)

    def _words(self, plan: Plan, member: Member) -> Words:
        world = self._world
        is_minimal = plan.length is Length.MINIMAL
        writer = Writer(world.rng, plan.subjects)
        place = member.name.district.name, world.city_names[member.home]
        name = member.name.full
        if world.chance(4):
            name = member.name.at_length(*plan.subjects, world.rng.randrange(3))
        return Words(
            name=name,
            plain="" if is_minimal else writer.plain(*place),
            text=writer.text(plan.length, *place),
            legal_form=world.rng.choice(phrases()["legal_forms"]),
            website=website_for(world, member, 40 if is_minimal else 90),
            logo="" if is_minimal else logo_for(world, member),
            terms=provider_terms(world, plan.subjects, plan.length, plan.azav),
        )

    def _add_editors(self, index: int, member: Member) -> None:
        world = self._world
        if index < len(NETWORKS):
            email = f"anbieter-{NETWORKS[index]}@example.org"
            add_editor(world, member, email, is_main=True)
        elif world.size <= SMALL or index in SEVERAL:
            email = f"redaktion-{member.mailbox}@example.org"
            add_editor(world, member, email, is_main=True)
        if index in SEVERAL:
            add_editor(world, member, "mehrfach@example.org", is_main=False)
