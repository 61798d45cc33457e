"""The networks, as data."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop

from alliance.http import AnyRequest
from members import networks
from members.api import examples
from members.api.operations import as_json, example, operation
from members.api.organisations import address
from members.api.pages import paged
from members.api.questions import PageQuestion, Slug
from members.api.schemas import NetworkDetail, Networks
from members.directory.vocabulary import Vocabulary, vocabulary
from members.models import Facet
from members.networks import Brief, Detail
from members.paging import page_of


@operation(
    "/netzwerke/",
    name="api-networks",
    summary=gettext_noop("All networks"),
    description=gettext_noop("From west to east, 50 on a page."),
    question=PageQuestion,
    answer=Networks,
    content=example(examples.NETWORKS),
)
def network_list(request: AnyRequest) -> HttpResponse:
    words = vocabulary(request.public_version)
    page = page_of(request, networks.networks())
    return paged(page, [_network(shown, words) for shown in page])


@operation(
    "/netzwerke/{slug}/",
    name="api-network",
    summary=gettext_noop("One network"),
    description=gettext_noop("All that its public page shows."),
    answer=NetworkDetail,
    content=example(examples.NETWORK),
    errors=(404,),
)
def network(request: AnyRequest, slug: Slug) -> HttpResponse:
    if (found := networks.network(slug)) is None:
        raise Http404
    words = vocabulary(request.public_version)
    return as_json(_network(found, words) | _detail(found))


def _network(shown: Brief | Detail, words: Vocabulary) -> dict[str, object]:
    cities = words.named(Facet.CITY, shown.city_ids)
    return {
        "slug": shown.slug,
        "name": shown.name,
        "staedte": [{"slug": city.slug, "name": city.name} for city in cities],
        "anbieter": shown.provider_count,
        "url": address("networks:detail", shown.slug),
    }


def _detail(shown: Detail) -> dict[str, object]:
    return {
        "vereinsname": shown.legal_name or None,
        "text": shown.text,
        "website": shown.website or None,
        "email": shown.email or None,
        "telefon": shown.telephone or None,
        "personen": [
            {"name": person.name, "amt": person.office} for person in shown.people
        ],
    }
