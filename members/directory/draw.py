"""Members drawn by lot: each that fits has the same chance of every place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from members import ordering
from members.directory.statement import DRAW
from members.models import Facet


class Face(NamedTuple):
    """What stands beside others, equal in all: a name, a line and a logo."""

    slug: str
    name: str
    plain: str
    logo: str


class Likeness(NamedTuple):
    """The organisation that others resemble, and in what: ids of the vocabulary."""

    id: int
    cities: Sequence[int]
    topics: Sequence[int]


def draw(size: int, *, seed: str, day: date) -> list[Face]:
    """So many of all listed providers, the same for the same seed."""
    return _ask(size, seed, day, {})


def draw_members(size: int, network: int, *, seed: str, day: date) -> list[Face]:
    """Listed providers of one network (id)."""
    return _ask(size, seed, day, {Facet.NETWORK: [network]})


@lru_cache(maxsize=2)
def draw_of_the_day(size: int, version: str) -> list[Face]:  # noqa: ARG001 - the key
    """Drawn once for each version of the public data, which turns with the day."""
    day = timezone.localdate()
    return draw(size, seed=day.isoformat(), day=day)


@lru_cache(maxsize=256)
def similar_of_the_day(size: int, like: Likeness, version: str) -> list[Face]:  # noqa: ARG001 - the key
    """Drawn once for each version of the public data, which turns with the day."""
    day = timezone.localdate()
    return draw_similar(size, like, seed=f"{day}/{like.id}", day=day)


def draw_similar(size: int, like: Likeness, *, seed: str, day: date) -> list[Face]:
    """Providers that share a city and a topic with one of them."""
    shared = {Facet.CITY: like.cities, Facet.TOPIC: like.topics}
    return _ask(size, seed, day, shared, without=like.id)


def _ask(
    size: int,
    seed: str,
    day: date,
    wanted: dict[Facet, Sequence[int]],
    *,
    without: int | None = None,
) -> list[Face]:
    """Whoever has one of the values of each facet, but for one organisation."""
    asked: dict[str, Any] = {
        "facets": [facet.value for facet, values in wanted.items() for _ in values],
        "values": [value for values in wanted.values() for value in values],
        "filters": 1 + len(wanted),  # the first: being listed
        "without": without,
        "size": size,
        "day": day,
        "key": ordering.key(seed),
    }
    with connection.cursor() as cursor:
        cursor.execute(DRAW, asked)
        return [Face(*row) for row in cursor.fetchall()]
