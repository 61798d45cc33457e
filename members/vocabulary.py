"""Load what comes with the portal: terms, postal codes and the eight cities.

Only what is missing is created, so what the office has changed stays as it is.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from django.db import transaction

from members.models import PostalCode, Term
from networks.models import City

DATA = Path(__file__).parent / "data"


class Town(NamedTuple):
    """A city of the alliance; its codes begin alike, those of namesakes do not."""

    slug: str
    name: str
    codes: str


class Place(NamedTuple):
    code: str
    name: str
    latitude: float
    longitude: float


class Loaded(NamedTuple):
    """How many rows were created."""

    terms: int
    cities: int
    postal_codes: int


FROM_WEST_TO_EAST = (
    Town("duisburg", "Duisburg", "47"),
    Town("oberhausen", "Oberhausen", "46"),
    Town("muelheim", "Mülheim an der Ruhr", "454"),
    Town("essen", "Essen", "45"),
    Town("gelsenkirchen", "Gelsenkirchen", "458"),
    Town("bochum", "Bochum", "44"),
    Town("dortmund", "Dortmund", "44"),
    Town("hamm", "Hamm", "59"),
)


@transaction.atomic
def load() -> Loaded:
    """Create what is missing; safe to repeat, and to run twice at a time."""
    places = list(_places())
    return Loaded(_load_terms(), _load_cities(places), _load_postal_codes(places))


def _load_terms() -> int:
    known = set(Term.objects.values_list("kind", "slug"))
    missing = [term for term in _terms() if (term.kind, term.slug) not in known]
    if missing:
        Term.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _load_cities(places: list[Place]) -> int:
    known = set(City.objects.values_list("slug", flat=True))
    missing = [
        _city(town, position, places)
        for position, town in enumerate(FROM_WEST_TO_EAST, start=1)
        if town.slug not in known
    ]
    if missing:
        City.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _load_postal_codes(places: list[Place]) -> int:
    known = set(PostalCode.objects.values_list("code", flat=True))
    cities: dict[str | None, int] = dict(City.objects.values_list("slug", "pk"))
    missing = [
        PostalCode(
            code=place.code,
            place=place.name,
            latitude=place.latitude,
            longitude=place.longitude,
            city_id=cities.get(_town_of(place)),
        )
        for place in places
        if place.code not in known
    ]
    if missing:
        PostalCode.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _terms() -> Iterator[Term]:
    kinds = tomllib.loads((DATA / "vocabularies.toml").read_text(encoding="utf-8"))
    for kind, terms in kinds.items():
        for position, (slug, (name, *synonyms)) in enumerate(terms.items(), start=1):
            yield Term(
                kind=Term.Kind(kind),
                slug=slug,
                name=name,
                synonyms=synonyms,
                position=position,
            )


def _places() -> Iterator[Place]:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        for row in rows:
            point = float(row["lat"]), float(row["lon"])
            yield Place(row["plz"], row["ort"], *point)


def _city(town: Town, position: int, places: list[Place]) -> City:
    own = [place for place in places if _town_of(place) == town.slug]
    return City(
        slug=town.slug,
        name=town.name,
        position=position,
        latitude=round(fmean(place.latitude for place in own), 5),
        longitude=round(fmean(place.longitude for place in own), 5),
    )


def _town_of(place: Place) -> str | None:
    for town in FROM_WEST_TO_EAST:
        if place.name == town.name and place.code.startswith(town.codes):
            return town.slug
    return None
