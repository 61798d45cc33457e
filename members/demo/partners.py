"""Invented partners, advice centres with opening hours among them."""

from __future__ import annotations

from members.demo.content import PartnerKind, areas, partner_kinds
from members.demo.deck import Deck
from members.demo.memberships import NEIGHBOURS, Time, add_memberships
from members.demo.organisations import add_organisation, logo_for, website_for
from members.demo.profiles import Versions, Words, add_profiles
from members.demo.providers import HOME_SHARES, NETWORKS
from members.demo.sites import add_sites
from members.demo.traits import partner_terms
from members.demo.world import Member, World
from members.demo.writing import partner_text
from members.models import Organisation
from members.partners import ADVICE

EVERYWHERE, NOWHERE = "regionalagentur", "land"
VERSIONS = {Versions.PUBLISHED: 15, Versions.WITH_SUBMITTED: 1}


class Partners:
    def __init__(self, world: World) -> None:
        self._world = world
        self._homes = Deck(world.rng, HOME_SHARES)
        self._kinds = Deck(world.rng, {kind: kind.weight for kind in partner_kinds()})
        self._versions = Deck(world.rng, VERSIONS)

    def add(self, number: str) -> None:
        world = self._world
        kind = self._kinds.draw()
        member = self._named(kind, number)
        member.id = add_organisation(world, member, Organisation.Kind.PARTNER)
        if kind.slug != NOWHERE:
            add_memberships(world, member, Time.LASTING)
        is_advice = kind.slug == ADVICE
        add_sites(world, member, 1, is_advice=is_advice)
        add_profiles(world, member, self._words(kind, member), self._versions.draw())

    def _named(self, kind: PartnerKind, number: str) -> Member:
        home = self._homes.draw()
        start = NETWORKS.index(home) * 5 + partner_kinds().index(kind)
        name = self._world.namer.name(areas()[home], kind.slug, kind.houses, start)
        return Member(number, name, self._networks(kind, home))

    def _networks(self, kind: PartnerKind, home: str) -> list[str]:
        others = [slug for slug in NETWORKS if slug != home]
        if kind.slug == EVERYWHERE:
            return [home, *others]
        if self._world.chance(25):
            return [home, self._world.rng.choice(NEIGHBOURS[home])]
        return [home]

    def _words(self, kind: PartnerKind, member: Member) -> Words:
        world = self._world
        return Words(
            name=member.name.full,
            plain=world.rng.choice(kind.plain),
            text=partner_text(world.rng, kind),
            legal_form="",
            website=website_for(world, member, 90),
            logo=logo_for(world, member),
            terms=partner_terms(world, kind),
        )
