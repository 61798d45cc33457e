"""The partners of the alliance, by what they are and where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.prepared import DAY, Prepared, among, rows
from members import opening, ordering
from members.directory.vocabulary import Value, Vocabulary
from members.models import (
    DirectoryEntry,
    Facet,
    Organisation,
    Site,
    Term,
)

ADVICE, OTHERS = "beratung", "weitere"


class Kind(NamedTuple):
    """What partners are; those without any kind stand together under id 0."""

    id: int
    slug: str
    name: str

    @property
    def is_advice(self) -> bool:
        return self.slug == ADVICE


class Listed(NamedTuple):
    id: int
    kinds: frozenset[int]
    cities: frozenset[int]


class Place(NamedTuple):
    city: int | None
    street: str
    postal_code: str
    place: str
    days: list[opening.Day]


class Card(NamedTuple):
    """What a list tells of a partner."""

    slug: str
    name: str
    plain: str
    telephone: str
    cities: list[Value]
    places: list[Place]

    @property
    def place(self) -> Place | None:
        return self.places[0] if self.places else None


@dataclass(frozen=True)
class Register:
    """All listed partners in the day's mix, and the kinds that they may have."""

    kinds: list[Kind]
    partners: list[Listed]

    def kind(self, slug: str) -> Kind | None:
        return next((kind for kind in self.kinds if kind.slug == slug), None)

    def found(self, kind: Kind | None, cities: Collection[int]) -> list[int]:
        """The ids of those of the kind in one of the cities, where any is given."""
        return [
            partner.id
            for partner in self.partners
            if (kind is None or kind.id in partner.kinds)
            and (not cities or not partner.cities.isdisjoint(cities))
        ]

    def city_counts(self, kind: Kind | None) -> Counter[int]:
        return Counter(
            city
            for partner in self.partners
            if kind is None or kind.id in partner.kinds
            for city in partner.cities
        )


@lru_cache(maxsize=2)
def register(version: str) -> Register:  # noqa: ARG001 - the key of the cache
    """Read once for each version of the public data, which turns with the day."""
    day = timezone.localdate()
    kinds = [Kind(*kind) for kind in offered_kinds().values_list("pk", "slug", "name")]
    # Who seeks advice comes with a question; all others follow in the office's order.
    kinds.sort(key=lambda kind: not kind.is_advice)
    known = {kind.id for kind in kinds}
    mixed = _partners().order_by(ordering.shuffled(ordering.key(day.isoformat())))
    return Register(
        [*kinds, Kind(0, OTHERS, _("Other partners"))],
        [
            Listed(pk, frozenset(known.intersection(terms) or {0}), frozenset(cities))
            for pk, terms, cities in mixed.values_list("pk", "term_ids", "city_ids")
        ],
    )


def cards(
    ids: Iterable[int], *, vocabulary: Vocabulary, cities: Collection[int] = ()
) -> dict[int, Card]:
    """What a list tells of these partners, in their order; cities' places first.

    Who has left since the register was read is left out.
    """
    wanted, day = [*ids], timezone.localdate()
    told = _cards(ids=wanted, day=day) if wanted else []
    found = {row.pop("id"): row for row in told}
    return {pk: _card(found[pk], vocabulary, cities) for pk in wanted if pk in found}


def offered_kinds() -> QuerySet[Term]:
    return Term.objects.offered().filter(kind=Term.Kind.PARTNER_KIND)


def _partners() -> QuerySet[DirectoryEntry]:
    return DirectoryEntry.objects.listed().filter(kind=Organisation.Kind.PARTNER)


def _cards_of_ids() -> QuerySet:
    sites = Site.objects.filter(organisation=OuterRef("pk"))
    places = rows(
        sites.order_by("position", "pk"),
        **{name: name for name in ("city", "street", "postal_code", "place")},
        hours=opening.hours_rows(),
    )
    told = {name: name for name in ("slug", "name", "plain", "telephone")}
    return (
        DirectoryEntry.objects.listed(DAY)
        .filter(among("pk", "ids", BigIntegerField()))
        .order_by()
        .values_list(
            JSONObject(id="pk", cities="city_ids", places=places, **told), flat=True
        )
    )


_cards = Prepared(_cards_of_ids)


def _card(row: dict[str, Any], words: Vocabulary, cities: Collection[int]) -> Card:
    places = [_place(place) for place in row.pop("places")]
    places.sort(key=lambda place: place.city not in cities)
    named = words.named(Facet.CITY, row.pop("cities"))
    return Card(places=places, cities=named, **row)


def _place(row: dict[str, Any]) -> Place:
    return Place(days=opening.read(row.pop("hours")), **row)
