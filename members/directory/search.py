"""Answer a question to the directory: for the page and for the API alike."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from members import ordering
from members.directory import statement
from members.directory.query import A_TO_Z, FAIR, NEAREST, RELEVANCE, Query
from members.directory.results import (
    ActiveFilter,
    FacetResult,
    FacetValue,
    Hit,
    PlacedSite,
    Results,
)
from members.directory.vocabulary import SHOWN, Vocabulary
from members.directory.words import Match, resolve
from members.models import Facet, PostalCode
from members.places import find, neighbours

PAGE_SIZE = 20
# More dots than that hide each other on a map.
MOST_DOTS = 300
MANY_HITS = 3000
KILOMETRES_PER_DEGREE = 111.2


@dataclass
class Question:
    """A query with what its words and its postal code stand for."""

    query: Query
    vocabulary: Vocabulary
    match: Match | None = None
    place: PostalCode | None = None
    has_map: bool = False
    size: int = PAGE_SIZE
    notices: list[str] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        return self.match is not None and self.match.required > 0

    @property
    def cities(self) -> list[int]:
        return list(self.query.chosen.get(Facet.CITY, ()))

    @property
    def has_sites(self) -> bool:
        """Only of a part of the area: all sites at once would be one large blot."""
        return self.has_map and bool(self.cities or self.place)

    @property
    def order(self) -> str:
        """As asked, but by relevance only where there is a word to go by."""
        is_moot = self.query.order == RELEVANCE and not self.has_text
        return FAIR if is_moot else self.query.order


@dataclass(frozen=True)
class Found:
    """What the statement returns, still in ids."""

    total: int
    totals: dict[int, int]
    counts: dict[tuple[int, int], int]
    rows: list[dict[str, Any]]
    sites: list[tuple[int | None, float, float, str | None]]


def search(
    query: Query,
    *,
    vocabulary: Vocabulary,
    day: date,
    size: int = PAGE_SIZE,
    has_map: bool = False,
) -> Results:
    """Find, count and order in one statement, after one for words, one for a code.

    With ``has_map`` the sites of all hits come along where a city or a radius is asked.
    """
    question = Question(
        query, vocabulary, has_map=has_map, size=size, notices=list(query.notices)
    )
    if query.postal_code:
        _locate(question)
    if query.text:
        question.match = resolve(query.text, vocabulary, day)
        question.notices += question.match.notices
    return _results(question, _ask(question, day))


def _locate(question: Question) -> None:
    code = question.query.postal_code
    question.place = find(code)
    if question.place is None:
        near = ", ".join(map(str, neighbours(code)))
        question.query = question.query.dropping_place()
        question.notices.append(
            _("We do not know the postal code %(code)s. Near it: %(near)s.")
            % {"code": code, "near": near}
        )


def _ask(question: Question, day: date) -> Found:
    sql = statement.build(
        order=question.order,
        has_text=question.has_text,
        has_phrase=question.match is not None and question.match.has_phrases,
        is_near=question.place is not None,
        sites=_sites(question),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, _parameters(question, day))
        total, totals, counts, rows, sites = cursor.fetchone()
    return Found(
        total=int(total),
        totals={int(own): count for own, count in (totals or {}).items()},
        counts={(facet, value): count for facet, value, count in counts or []},
        rows=rows or [],
        sites=sites or [],
    )


def _sites(question: Question) -> str:
    if not question.has_sites:
        return "NULL"
    return statement.of_sites(
        has_cities=bool(question.cities), is_near=question.place is not None
    )


def _parameters(question: Question, day: date) -> dict[str, Any]:
    query = question.query
    pairs = [(int(f), value) for f, values in query.chosen.items() for value in values]
    owns = [statement.NONE, *map(int, query.chosen)]
    parameters: dict[str, Any] = {}
    if query.has_voucher:
        pairs.append((int(Facet.VOUCHER), 0))
        owns.append(int(Facet.VOUCHER))
    if question.match and question.has_text:
        owns.append(statement.TEXT)
        parameters |= question.match.parameters
    if question.place:
        owns.append(statement.NEAR)
        parameters |= _circle(question.place, query.radius)
    if question.has_sites:
        # One more than is drawn tells whether that is all.
        parameters |= {
            "cities": question.cities,
            "dots": MOST_DOTS + 1,
            "many": MANY_HITS,
        }
    return parameters | {
        "day": day,
        "facets": [facet for facet, _value in pairs],
        "values": [value for _facet, value in pairs],
        "key": ordering.key(query.seed),
        "page": query.page,
        "size": question.size,
        "owns": owns,
        # The filters that are on, and the bitmap of all that are listed.
        "filters": len(owns),
    }


def _circle(place: PostalCode, radius: int) -> dict[str, float]:
    """The circle's centre, radius (km) and the box around it (degrees)."""
    narrowing = math.cos(math.radians(place.latitude))
    height = radius / KILOMETRES_PER_DEGREE * 1.01
    width = height / narrowing * 1.01
    return {
        "narrowing": narrowing,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius": radius,
        "south": place.latitude - height,
        "north": place.latitude + height,
        "west": place.longitude - width,
        "east": place.longitude + width,
    }


def _results(question: Question, found: Found) -> Results:
    query, vocabulary = question.query, question.vocabulary
    pages = max(math.ceil(found.total / question.size), 1)
    page = min(query.page, pages)

    def link(**changes: Any) -> str:
        return query.address(vocabulary, **({"page": 1} | changes))

    hits = [_hit(row, vocabulary) for row in found.rows]
    return Results(
        query=query,
        total=found.total,
        page=page,
        pages=pages,
        hits=hits,
        facets=[_facet(facet, question, found) for facet in SHOWN],
        voucher_count=found.counts.get((int(Facet.VOUCHER), 0), 0),
        active=_active(question, found),
        notices=question.notices,
        place=str(question.place or ""),
        has_sites=question.has_sites,
        sites=[
            PlacedSite(latitude, longitude, hits[place - 1] if place else None, street)
            for place, latitude, longitude, street in found.sites[:MOST_DOTS]
        ],
        has_more_sites=len(found.sites) > MOST_DOTS or found.total > MANY_HITS,
        repaired=question.match.repaired if question.match and found.total else (),
        previous=link(page=page - 1) if page > 1 else "",
        following=link(page=page + 1) if page < pages else "",
        shuffled=link(seed=ordering.new_seed(query.seed), order=_mixed(query)),
        a_to_z=link(order=A_TO_Z),
        fair=link(order=FAIR),
        relevance=link(order=RELEVANCE) if query.text else "",
        nearest=link(order=NEAREST) if question.place else "",
    )


def _mixed(query: Query) -> str:
    """Mixing anew stays with the best hits, and leaves the other orders."""
    return RELEVANCE if query.order == RELEVANCE else FAIR


def _hit(row: dict[str, Any], vocabulary: Vocabulary) -> Hit:
    return Hit(
        slug=row["slug"],
        name=row["name"],
        plain=row["plain"],
        website=row["website"],
        logo=row["logo"],
        telephone=row["telephone"],
        has_voucher=row["has_voucher"],
        distance=row["distance"],
        cities=vocabulary.named(Facet.CITY, row["city_ids"]),
        topics=vocabulary.named(Facet.TOPIC, row["term_ids"]),
        fundings=vocabulary.named(Facet.FUNDING, row["term_ids"]),
    )


def _facet(facet: Facet, question: Question, found: Found) -> FacetResult:
    chosen = question.query.chosen.get(facet, ())
    number = int(facet)
    return FacetResult(
        facet,
        [
            FacetValue(
                value.slug,
                value.name,
                found.counts.get((number, value.id), 0),
                value.id in chosen,
            )
            for value in question.vocabulary.values[facet]
        ],
    )


def _active(question: Question, found: Found) -> list[ActiveFilter]:
    """Each filter that is on, with the address without it and what that leaves."""
    return [
        ActiveFilter(
            label,
            without.address(question.vocabulary, page=1),
            found.totals.get(own, 0),
        )
        for label, own, without in _droppable(question)
    ]


def _droppable(question: Question) -> list[tuple[str, int, Query]]:
    """Label, number in the statement, and the query without it."""
    query = question.query
    filters = []
    if query.text:
        filters.append((f"„{query.text}“", statement.TEXT, query.dropping_text()))
    if question.place:
        around = {"radius": query.radius, "place": question.place}
        label = _("%(radius)s km around %(place)s") % around
        filters.append((label, statement.NEAR, query.dropping_place()))
    if query.has_voucher:
        label = _("Bildungsgutschein possible")
        filters.append((label, int(Facet.VOUCHER), query.dropping_voucher()))
    filters += [
        (value.name, int(facet), query.without(facet, value.id))
        for facet, values in query.chosen.items()
        for value in question.vocabulary.named(facet, list(values))
    ]
    return filters
