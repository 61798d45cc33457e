"""Pages about the networks, open to all."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from alliance.http import AnyRequest, public_page
from alliance.pictures import draw
from members import networks as pages
from members import structured
from members.directory.draw import draw_members
from members.directory.vocabulary import vocabulary
from members.models import Facet

MEMBERS = 12


@public_page
def networks(request: AnyRequest) -> HttpResponse:
    words = vocabulary(request.public_version)
    context = {
        "networks": [
            (network, words.named(Facet.CITY, network.city_ids))
            for network in pages.networks()
        ],
        "canonical": request.path,
    }
    return render(request, "members/networks.html", context)


@public_page
def network(request: AnyRequest, slug: str) -> HttpResponse:
    if (found := pages.network(slug)) is None:
        raise Http404
    day = timezone.localdate()
    words = vocabulary(request.public_version)
    cities = words.named(Facet.CITY, found.city_ids)
    context = {
        "network": found,
        "cities": cities,
        "cities_named": get_text_list([city.name for city in cities], _("and")),
        "offices": _by_office(found.people),
        "faces": draw_members(MEMBERS, found.id, seed=f"{day}/{slug}", day=day),
        "structured": structured.network(found, cities),
        "canonical": request.path,
        "picture": f"{request.path}bild.png",
        "picture_text": found.name,
    }
    return render(request, "members/network.html", context)


@public_page
def picture(request: AnyRequest, slug: str) -> HttpResponse:
    if (found := pages.network(slug)) is None:
        raise Http404
    words = vocabulary(request.public_version)
    cities = " · ".join(city.name for city in words.named(Facet.CITY, found.city_ids))
    image = draw(found.name, found.legal_name, cities)
    return HttpResponse(image, content_type="image/png")


def _by_office(people: list[pages.Person]) -> list[tuple[str, list[pages.Person]]]:
    """In the order of the offices, each named once."""
    return [
        (office, [*held]) for office, held in groupby(people, lambda one: one.office)
    ]
