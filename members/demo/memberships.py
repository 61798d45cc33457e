"""Which network an organisation belongs to, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum, auto

from members.demo.world import Member, World
from members.models import Membership

FOUNDED = date(2020, 10, 1)
NEIGHBOURS = {
    "duisburg": ("oberhausen", "muelheim"),
    "oberhausen": ("muelheim",),
    "muelheim": ("oberhausen",),
    "essen": ("gelsenkirchen", "bochum", "muelheim"),
    "gelsenkirchen": ("essen", "bochum"),
    "bochum": ("dortmund", "essen"),
    "dortmund": ("bochum", "hamm"),
    "hamm": ("dortmund",),
}


class Time(Enum):
    """How long a membership lasts."""

    LASTING = auto()
    PAST = auto()
    FUTURE = auto()
    ENDING = auto()
    AGAIN = auto()


def add_memberships(world: World, member: Member, time: Time) -> None:
    for network in member.networks:
        for since, until in _spans(world, time):
            number = world.networks[network]
            world.store.add(Membership, member.id, number, since, until)


def _spans(world: World, time: Time) -> Iterator[tuple[date, date | None]]:
    match time:
        case Time.LASTING:
            yield _since(world), None
        case Time.PAST:
            yield _since(world), world.day(-400, -10)
        case Time.FUTURE:
            yield world.day(5, 90), None
        case Time.ENDING:
            yield _since(world), world.day(3, 60)
        case Time.AGAIN:
            left = world.day(-400, -200)
            yield _since(world), left
            yield left + timedelta(days=90), None


def _since(world: World) -> date:
    """Long enough ago for all that may have happened meanwhile."""
    span = (world.today - FOUNDED).days
    return FOUNDED + timedelta(days=world.rng.randint(0, span - 500))
