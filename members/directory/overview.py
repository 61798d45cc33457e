"""How many the directory holds, for the home page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import connection

from members.directory.results import FacetValue
from members.directory.statement import OVERVIEW
from members.directory.vocabulary import Vocabulary
from members.models import Facet
from networks.map import CityMap


class Overview(NamedTuple):
    total: int
    voucher_count: int
    cities: list[FacetValue]
    map: CityMap


def overview(*, vocabulary: Vocabulary, day: date) -> Overview:
    """The figures that the directory would show without any filter."""
    with connection.cursor() as cursor:
        cursor.execute(OVERVIEW, {"day": day})
        counts = {(facet, value): count for facet, value, count in cursor.fetchall()}
    return Overview(
        total=counts.get((Facet.ALL, 0), 0),
        voucher_count=counts.get((Facet.VOUCHER, 0), 0),
        cities=[
            FacetValue(
                city.slug,
                city.name,
                counts.get((Facet.CITY, city.id), 0),
                is_chosen=False,
            )
            for city in vocabulary.values[Facet.CITY]
        ],
        map=vocabulary.map,
    )
