"""Members drawn by lot: each that fits has the same chance of every place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

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
    return _ask(size, seed, day, is_anywhere=True)


def draw_similar(size: int, like: Likeness, *, seed: str, day: date) -> list[Face]:
    """Providers that share a city and a topic with one of them."""
    facets = [Facet.CITY.value] * len(like.cities)
    facets += [Facet.TOPIC.value] * len(like.topics)
    values = [*like.cities, *like.topics]
    return _ask(size, seed, day, facets=facets, values=values, without=like.id)


def _ask(size: int, seed: str, day: date, **question: object) -> list[Face]:
    everyone: dict[str, Any] = {
        "is_anywhere": False,
        "facets": [],
        "values": [],
        "without": None,
    }
    asked = everyone | question | {"size": size, "day": day, "key": ordering.key(seed)}
    with connection.cursor() as cursor:
        cursor.execute(DRAW, asked)
        return [Face(*row) for row in cursor.fetchall()]
