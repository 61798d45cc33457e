"""What the public can filter by: cities, networks and terms, by facet."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache

from members.directory.fields import FACET_OF_KIND, SHOWN, Value
from members.directory.lexicon import TermLexicon
from members.models import Facet, Term
from networks.map import draw
from networks.models import City, Network

__all__ = ["FACET_OF_KIND", "SHOWN", "Value", "Vocabulary", "vocabulary"]


class Vocabulary:
    """All values, by facet in their order, by slug and by id."""

    def __init__(self) -> None:
        self.values: dict[Facet, list[Value]] = defaultdict(list)
        cities = list(City.objects.all())
        for city in cities:
            value = Value(city.pk, city.slug, city.name)
            value = value._replace(position=city.position, latitude=city.latitude)
            self._add(Facet.CITY, value)
        for network in Network.objects.all():
            self._add(Facet.NETWORK, Value(network.pk, network.slug, network.name))
        for term in Term.objects.offered().filter(kind__in=FACET_OF_KIND):
            value = Value(term.pk, term.slug, term.name, tuple(term.synonyms))
            self._add(FACET_OF_KIND[Term.Kind(term.kind)], value)
        self.map = draw(cities)
        self.by_slug = {
            facet: {value.slug: value for value in values}
            for facet, values in self.values.items()
        }
        # The slugs of terms that were merged into others: old links keep working.
        self._former = {
            facet: {word: value for value in values for word in value.synonyms}
            for facet, values in self.values.items()
        }
        self.by_id = {
            facet: {value.id: value for value in values}
            for facet, values in self.values.items()
        }

    @cached_property
    def lexicon(self) -> TermLexicon:
        return TermLexicon(self.values)

    def _add(self, facet: Facet, value: Value) -> None:
        self.values[facet].append(value)

    def find(self, facet: Facet, slug: str) -> Value | None:
        known = self.by_slug.get(facet, {}).get(slug)
        return known or self._former.get(facet, {}).get(slug)

    def named(self, facet: Facet, ids: list[int]) -> list[Value]:
        """The values with these ids, in the facet's order; others are left out."""
        wanted = set(ids)
        return [value for value in self.values[facet] if value.id in wanted]


@lru_cache(maxsize=2)
def vocabulary(version: str) -> Vocabulary:  # noqa: ARG001 - the key of the cache
    """Read once for each version of the public data (``alliance.version``)."""
    return Vocabulary()
