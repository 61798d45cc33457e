"""Proofs in all the conditions in which they may be."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum, auto

from members.demo.content import phrases
from members.demo.store import CredentialSite
from members.demo.world import Member, World
from members.models import Credential

THREE_YEARS = timedelta(days=3 * 365)


class Azav(Enum):
    NONE = auto()
    VALID = auto()
    EXPIRED = auto()
    SOON_EXPIRED = auto()
    UNCONFIRMED = auto()
    OTHER_AREA = auto()


ENDS = {
    Azav.VALID: (120, 1000),
    Azav.EXPIRED: (-600, -1),
    Azav.SOON_EXPIRED: (1, 90),
    Azav.UNCONFIRMED: (120, 1000),
    Azav.OTHER_AREA: (120, 1000),
}


def add_proofs(world: World, member: Member, azav: Azav) -> None:
    if azav is not Azav.NONE:
        _add_azav(world, member, azav)
    if world.chance(15):
        _add(world, member, Credential.Kind.AWBG, until=None)
    if world.chance(20):
        _add(world, member, Credential.Kind.ISO, until=world.day(-60, 1000))
    if world.chance(5):
        _add(world, member, Credential.Kind.OTHER, until=None)


def _add_azav(world: World, member: Member, azav: Azav) -> None:
    until, is_confirmed = world.day(*ENDS[azav]), azav is not Azav.UNCONFIRMED
    is_for_all = len(member.site_ids) == 1 or world.chance(75)
    proof = world.store.add(
        Credential,
        member.id,
        Credential.Kind.AZAV.value,
        "",
        _areas(world, azav),
        is_for_all,
        world.rng.choice(phrases()["issuers"]),
        until - THREE_YEARS,
        until,
        *_claim(world, member, is_confirmed=is_confirmed),
        *_confirmation(world, member, is_confirmed=is_confirmed),
    )
    if not is_for_all:
        world.store.add(CredentialSite, proof, member.site_ids[0])


def _add(
    world: World, member: Member, kind: Credential.Kind, until: date | None
) -> None:
    is_other, is_confirmed = kind == Credential.Kind.OTHER, world.chance(85)
    world.store.add(
        Credential,
        member.id,
        kind.value,
        world.rng.choice(phrases()["other_proofs"]) if is_other else "",
        [],
        True,
        world.rng.choice(phrases()["issuers"]),
        until - THREE_YEARS if until else world.day(-1500, -300),
        until,
        *_claim(world, member, is_confirmed=is_confirmed),
        *_confirmation(world, member, is_confirmed=is_confirmed),
    )


def _areas(world: World, azav: Azav) -> list[int]:
    if azav is Azav.OTHER_AREA:
        return world.rng.choice([[1], [1, 2], [6], [1, 6]])
    return world.rng.choice([[4], [4], [1, 4], [1, 4], [1, 3, 4], [1, 4, 6]])


def _claim(world: World, member: Member, *, is_confirmed: bool) -> tuple[object, ...]:
    """No file, who claims it and when, no note, its first version."""
    first, last = (-260, -201) if is_confirmed else (-16, -1)
    return "", member.editor, world.moment(first, last), "", 1


def _confirmation(
    world: World, member: Member, *, is_confirmed: bool
) -> tuple[int | None, datetime | None]:
    if not is_confirmed:
        return None, None
    return world.coordinator(member.home), world.moment(-200, -2)
