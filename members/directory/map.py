"""The map beside the list: each city as a filter, and the sites of what was found."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from members.directory.query import Query
from members.directory.results import FacetValue, PlacedSite, Results
from members.directory.vocabulary import Vocabulary
from members.models import Facet
from networks.map import Box, CityMap, Point, Stop, locate

# The close-up has some room around what it shows, is no narrower than so many units of
# the drawing, and is at least as wide as high and at most twice as wide.
ROOM = 1.12
SMALLEST = 92
FLATTEST = 2
NAME = Facet.CITY.label


class CityLink(NamedTuple):
    """A city with its count, and the query string that filters by it, or no longer."""

    stop: Stop
    city: FacetValue
    address: str


class Dot(NamedTuple):
    """A site; of the hits on the page with the profile that it leads to."""

    at: Point
    slug: str = ""
    name: str = ""
    street: str = ""


class CloseUp(NamedTuple):
    box: Box
    cities: list[Stop]
    dots: list[Dot]
    has_more: bool


class DirectoryMap(NamedTuple):
    plan: CityMap
    cities: list[CityLink]
    close_up: CloseUp | None


def map_of(results: Results, vocabulary: Vocabulary) -> DirectoryMap:
    links = _links(results, vocabulary)
    return DirectoryMap(vocabulary.map, links, _close_up(results, links))


def _links(results: Results, vocabulary: Vocabulary) -> list[CityLink]:
    """The counts are those of the filter, so that map and list say the same."""
    cities = next(found.values for found in results.facets if found.facet == Facet.CITY)
    addresses = _addresses(results.query, vocabulary, [city.slug for city in cities])
    stops = vocabulary.map.stops
    return [
        CityLink(stops[city.slug], city, address)
        for city, address in zip(cities, addresses, strict=True)
    ]


def _addresses(query: Query, vocabulary: Vocabulary, slugs: list[str]) -> list[str]:
    """For each city the question with it taken in, or out where it was in.

    They differ in their cities alone, so that the rest is spelt out once.
    """
    if not slugs:
        return []
    known = vocabulary.by_slug[Facet.CITY]
    some = query.chosen | {Facet.CITY: (known[slugs[0]].id,)}
    address = query.address(vocabulary, chosen=some, page=1)
    before, _one, after = address.partition(f"{NAME}={slugs[0]}")
    chosen = [
        vocabulary.by_id[Facet.CITY][city].slug
        for city in query.chosen.get(Facet.CITY, ())
    ]
    ends = before.rstrip("&"), after.lstrip("&")
    return [_address(_toggled(chosen, slug), *ends) for slug in slugs]


def _address(cities: list[str], before: str, after: str) -> str:
    pairs = [before, *(f"{NAME}={city}" for city in cities), after]
    return "&".join(filter(None, pairs))


def _toggled(chosen: list[str], slug: str) -> list[str]:
    return [one for one in chosen if one != slug] + [slug] * (slug not in chosen)


def _close_up(results: Results, links: list[CityLink]) -> CloseUp | None:
    cities = [link.stop for link in links if link.city.is_chosen]
    dots = [_dot(site) for site in results.sites]
    boxes = [stop.box for stop in cities] + [Box(*dot.at, *dot.at) for dot in dots]
    if not dots:
        return None
    return CloseUp(
        _framed(reduce(Box.joined, boxes)), cities, dots, results.has_more_sites
    )


def _dot(site: PlacedSite) -> Dot:
    at = locate(site.latitude, site.longitude)
    if site.hit is None:
        return Dot(at)
    return Dot(at, site.hit.slug, site.hit.name, site.street or "")


def _framed(box: Box) -> Box:
    """With some room around, neither very small nor very high or flat."""
    across, down = box.right - box.left, box.bottom - box.top
    width = max(across * ROOM, down * ROOM, SMALLEST)
    height = max(down * ROOM, width / FLATTEST)
    left, top = (box.left + box.right - width) / 2, (box.top + box.bottom - height) / 2
    return Box(*(round(edge, 1) for edge in (left, top, left + width, top + height)))
