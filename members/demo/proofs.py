"""Proofs in all the conditions in which they may be."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, auto

from members.demo.content import phrases
from members.demo.store import CredentialSite
from members.demo.world import Member, World
from members.models import Credential

THREE_YEARS = timedelta(days=3 * 365)
LONGEST_WAIT = timedelta(days=15)
CERTAIN = 100


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
    until = world.day(*ENDS[azav])
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
        *_standing(world, member, 0 if azav is Azav.UNCONFIRMED else CERTAIN),
    )
    if not is_for_all:
        world.store.add(CredentialSite, proof, member.site_ids[0])


def _add(
    world: World, member: Member, kind: Credential.Kind, until: date | None
) -> None:
    is_other = kind == Credential.Kind.OTHER
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
        *_standing(world, member, 85),
    )


def _areas(world: World, azav: Azav) -> list[int]:
    if azav is Azav.OTHER_AREA:
        return world.rng.choice([[1], [1, 2], [6], [1, 6]])
    return world.rng.choice([[4], [4], [1, 4], [1, 4], [1, 3, 4], [1, 4, 6]])


def _standing(world: World, member: Member, percent: int) -> tuple[object, ...]:
    """No file, who claims it and when, no note, its first version; and the answer.

    So many percent are confirmed; the others wait, and not for long yet.
    """
    claimed = world.moment(-220, -1)
    answer: tuple[object, ...] = (None, None)
    if percent == CERTAIN or (percent and world.chance(percent)):
        answer = world.coordinator(member.home), world.moment(-200, -2)
    else:
        claimed += LONGEST_WAIT * ((world.midnight - claimed) // LONGEST_WAIT)
    return "", member.editor, claimed, "", 1, *answer
