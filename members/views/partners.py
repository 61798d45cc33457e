"""The lists of partners, by kind and by city, open to all."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from alliance.http import AnyRequest, public_page
from alliance.pager import page_list
from members import structured
from members.directory.query import UNKNOWN, UNKNOWN_TERM
from members.directory.vocabulary import Value, Vocabulary, vocabulary
from members.models import Facet
from members.paging import page_of
from members.partners import Card, Kind, Register, cards, register

# A group shows so many of its partners; all of them are on the pages of its kind.
SHOWN = 12


class Question(NamedTuple):
    """What is asked for; ``unknown`` says what could not be read."""

    kind: Kind | None
    cities: list[Value]
    unknown: list[str]

    @property
    def city_ids(self) -> list[int]:
        return [city.id for city in self.cities]

    @property
    def cities_named(self) -> str:
        return get_text_list([city.name for city in self.cities], _("and"))

    def address(self, *, page: int = 1) -> str:
        """The query string that asks this."""
        pairs = [("art", self.kind.slug)] if self.kind else []
        pairs += [("stadt", city.slug) for city in self.cities]
        return urlencode(pairs + ([("seite", str(page))] if page > 1 else []))


class Group(NamedTuple):
    kind: Kind
    total: int
    address: str
    cards: list[Card]

    @property
    def has_more(self) -> bool:
        return self.total > len(self.cards)


class CityChoice(NamedTuple):
    """A city to filter by; without one, all of them."""

    city: Value | None
    number: int
    address: str
    is_chosen: bool


@public_page
def partners(request: AnyRequest) -> HttpResponse:
    words = vocabulary(request.public_version)
    listed = register(request.public_version)
    question = _question(request, words, listed)
    address = question.address()
    context = {
        "question": question,
        "choices": _choices(question, words, listed),
        "total": len(listed.found(question.kind, question.city_ids)),
        "canonical": f"{request.path}?{address}" if address else request.path,
        "is_noindex": bool(question.cities),
    }
    if question.kind:
        context |= _page(request, question, words, listed)
        context["structured"] = structured.partner_kind(
            question.kind, f"{request.path}?{address}"
        )
        return render(request, "members/partners_of_kind.html", context)
    context |= {"groups": _groups(question, words, listed)}
    return render(request, "members/partners.html", context)


def _question(request: AnyRequest, words: Vocabulary, listed: Register) -> Question:
    cities, unknown = [], []
    for slug in filter(None, dict.fromkeys(request.GET.getlist("stadt"))):
        if city := words.find(Facet.CITY, slug):
            cities.append(city)
        else:
            unknown.append(_(UNKNOWN[Facet.CITY]) % {"value": slug[:50]})
    slug = request.GET.get("art", "")
    kind = listed.kind(slug)
    if slug and kind is None:
        unknown.append(_(UNKNOWN_TERM) % {"value": slug[:50]})
    return Question(kind, cities, unknown)


def _choices(
    question: Question, words: Vocabulary, listed: Register
) -> list[CityChoice]:
    counts = listed.city_counts(question.kind)
    everywhere = question._replace(cities=[])
    total = len(listed.found(question.kind, ()))
    return [
        CityChoice(None, total, everywhere.address(), not question.cities),
        *(
            CityChoice(
                city,
                counts[city.id],
                question._replace(cities=[city]).address(),
                city in question.cities,
            )
            for city in words.values[Facet.CITY]
        ),
    ]


def _groups(question: Question, words: Vocabulary, listed: Register) -> list[Group]:
    """The first of each kind, read in one statement."""
    cities = question.city_ids
    found = [(kind, listed.found(kind, cities)) for kind in listed.kinds]
    shown = dict.fromkeys(pk for _kind, ids in found for pk in ids[:SHOWN])
    known = cards(shown, vocabulary=words, cities=cities)
    return [
        Group(
            kind,
            len(ids),
            question._replace(kind=kind).address(),
            [known[pk] for pk in ids[:SHOWN] if pk in known],
        )
        for kind, ids in found
        if ids
    ]


def _page(
    request: AnyRequest, question: Question, words: Vocabulary, listed: Register
) -> dict[str, object]:
    ids = listed.found(question.kind, question.city_ids)
    page = page_of(request, ids)

    def address(number: int) -> str:
        return question.address(page=number)

    shown = cards(page.object_list, vocabulary=words, cities=question.city_ids)
    return {
        "canonical": f"{request.path}?{address(page.number)}",
        "everything": question._replace(kind=None).address(),
        "cards": [*shown.values()],
        "page": page,
        "pages": page_list(page.number, page.paginator.num_pages, address),
    }
