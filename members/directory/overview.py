"""How many the alliance holds, and each of its networks."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from members.directory.statement import NETWORKS, OVERVIEW, PARTNERS
from members.directory.vocabulary import Value, Vocabulary, vocabulary
from members.models import Facet


class CityCount(NamedTuple):
    """A city, and how many providers one finds there."""

    city: Value
    number: int


class Overview(NamedTuple):
    total: int
    voucher_count: int
    partners: int
    networks: int
    cities: list[CityCount]


def overview(*, vocabulary: Vocabulary, day: date) -> Overview:
    """The figures that the directory would show without any filter."""
    with connection.cursor() as cursor:
        cursor.execute(OVERVIEW, {"day": day})
        counts = {(facet, value): count for facet, value, count in cursor.fetchall()}
    return Overview(
        total=counts.get((Facet.ALL, 0), 0),
        voucher_count=counts.get((Facet.VOUCHER, 0), 0),
        partners=counts.get((PARTNERS, 0), 0),
        networks=len(vocabulary.values[Facet.NETWORK]),
        cities=[
            CityCount(city, counts.get((Facet.CITY, city.id), 0))
            for city in vocabulary.values[Facet.CITY]
        ],
    )


@lru_cache(maxsize=2)
def current_overview(version: str) -> Overview:
    """Counted once for each version of the public data, which turns with the day."""
    return overview(vocabulary=vocabulary(version), day=timezone.localdate())


def provider_counts(day: date) -> dict[int, int]:
    """How many listed providers each network has, by its id."""
    with connection.cursor() as cursor:
        cursor.execute(NETWORKS, {"day": day})
        return dict(cursor.fetchall())
