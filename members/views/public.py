"""Pages that anyone may read: what is published and listed today, nothing else."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alliance.http import AnyRequest, asked, public_page
from alliance.pager import Page, page_list
from alliance.structured import alliance, graph
from members import portrait, structured
from members.directory.asking import ask
from members.directory.draw import Face, Likeness, draw_of_the_day, similar_of_the_day
from members.directory.map import map_of
from members.directory.overview import current_overview
from members.directory.query import (
    A_TO_Z,
    FAIR,
    NEAREST,
    RELEVANCE,
    shortlist,
)
from members.directory.results import Results
from members.directory.vocabulary import Vocabulary, vocabulary
from members.models import Facet, Organisation
from members.shortlist import carried, remarks

FACES, SIMILAR = 6, 3
# Of so many words, none alone says what was meant.
ALONE = 6


@public_page
def home(request: AnyRequest) -> HttpResponse:
    kept = shortlist(request.GET)
    context = {
        "kept": kept,
        "carried": carried(kept),
        "is_noindex": bool(kept),
        "overview": current_overview(request.public_version),
        "structured": graph(structured.website(), alliance()),
        "faces": draw_of_the_day(FACES, request.public_version),
        "canonical": request.path,
    }
    return render(request, "members/home.html", context)


@public_page
def directory(request: AnyRequest) -> HttpResponse:
    results = ask(request, has_map=True)
    words = vocabulary(request.public_version)
    context = {
        "results": results,
        "map": map_of(results, words),
        "sentences": results.sentences + remarks(request.GET),
        "alone": _alone(results, words),
        "droppable": [active for active in results.active if active.count],
        "orders": _orders(results),
        "pages": _pages(results, words),
        "ticked": len(results.active) - bool(results.query.text),
        "with_voucher": _with_voucher(results, words),
        "hidden": _hidden(results),
        "kept": results.query.shortlist,
        "carried": carried(results.query.shortlist),
        "asked": results.query.address(words, page=results.page, shortlist=()),
        "typed_code": request.GET.get("plz", "")[:20] or results.query.postal_code,
        "canonical": request.path + _canonical(results, words),
        "is_noindex": bool(asked(request)),
        "is_fragment": bool(request.htmx),
    }
    if not request.htmx:
        return render(request, "members/directory.html", context)
    response = render(request, "members/directory.html#results", context)
    address = results.query.address(words, page=results.page)
    response["HX-Push-Url"] = f"{request.path}?{address}"
    return response


@public_page
def provider(request: AnyRequest, slug: str) -> HttpResponse:
    return _portrait(request, slug, Organisation.Kind.PROVIDER)


@public_page
def partner(request: AnyRequest, slug: str) -> HttpResponse:
    return _portrait(request, slug, Organisation.Kind.PARTNER)


def _portrait(request: AnyRequest, slug: str, kind: Organisation.Kind) -> HttpResponse:
    found = portrait.published(slug, kind, request.public_version)
    words = vocabulary(request.public_version)
    kept = shortlist(request.GET)
    context = {
        "portrait": found,
        "structured": structured.portrait(found),
        "cities": words.named(Facet.CITY, found.city_ids),
        "similar": _similar(found, request.public_version)
        if kind == Organisation.Kind.PROVIDER
        else [],
        "canonical": request.path,
        "picture": f"{request.path}bild.png",
        "picture_text": found.name,
        "kept": kept,
        "carried": carried(kept),
        "remarks": remarks(request.GET),
    }
    return render(request, f"members/{kind}.html", context)


def _similar(found: portrait.Portrait, version: str) -> list[Face]:
    """Drawn anew each day, and for each profile."""
    like = Likeness(found.id, tuple(found.city_ids), tuple(found.topic_ids))
    return similar_of_the_day(SIMILAR, like, version)


def _orders(results: Results) -> list[tuple[str, str, bool]]:
    """The orders one can choose: name, query string, whether it is the current."""
    orders = [
        (RELEVANCE, _("Best matches"), results.relevance),
        (NEAREST, _("Nearest first"), results.nearest),
        (FAIR, _("Fair order"), results.fair),
        (A_TO_Z, _("A–Z"), results.a_to_z),
    ]
    return [
        (name, address, order == results.query.order)
        for order, name, address in orders
        if address
    ]


def _pages(results: Results, words: Vocabulary) -> list[Page]:
    def address(number: int) -> str:
        return results.query.address(words, page=number)

    return page_list(results.page, results.pages, address)


def _alone(results: Results, words: Vocabulary) -> list[tuple[str, str]]:
    """Where several words find nothing together: each, and the query string for it."""
    typed = [*dict.fromkeys(results.query.text.split())]
    if results.total or not 1 < len(typed) <= ALONE:
        return []
    query = results.query
    return [(word, query.address(words, text=word, page=1)) for word in typed]


def _with_voucher(results: Results, words: Vocabulary) -> str:
    """What a thumb asks first of all: the query string with the voucher, if any has."""
    query = results.query
    if query.has_voucher or not results.voucher_count:
        return ""
    return query.address(words, has_voucher=True, page=1)


def _hidden(results: Results) -> list[tuple[str, str]]:
    """What the form carries along: the mix, the order and the shortlist."""
    query = results.query
    fields = [("mischung", query.seed)]
    if query.order != query.default_order:
        fields.append(("ordnung", query.order))
    return fields + [("a", slug) for slug in query.shortlist]


def _canonical(results: Results, words: Vocabulary) -> str:
    """The query string without what changes the order alone."""
    address = results.query.address(words, page=results.page)
    pairs = [pair for pair in parse_qsl(address) if pair[0] not in ("mischung", "a")]
    return f"?{urlencode(pairs)}" if pairs else ""
