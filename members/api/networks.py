"""The networks, as data."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop

from alliance.http import AnyRequest
from members.api import examples
from members.api.operations import as_json, example, operation
from members.api.organisations import address
from members.api.pages import paged
from members.api.questions import PageQuestion, Slug
from members.api.schemas import NetworkDetail, Networks
from networks import overview


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
    return paged(request, overview.networks(), _network)


@operation(
    "/netzwerke/{slug}/",
    name="api-network",
    summary=gettext_noop("One network"),
    description=gettext_noop("All that its public page shows."),
    answer=NetworkDetail,
    content=example(examples.NETWORK),
    errors=(404,),
)
def network(request: AnyRequest, slug: Slug) -> HttpResponse:  # noqa: ARG001
    if (found := overview.network(slug)) is None:
        raise Http404
    return as_json(_network(found) | _detail(found))


def _network(row: dict[str, Any]) -> dict[str, object]:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "staedte": row["cities"],
        "anbieter": row["provider_count"],
        "url": address("networks:detail", row["slug"]),
    }


def _detail(row: dict[str, Any]) -> dict[str, object]:
    return {
        "vereinsname": row["legal_name"] or None,
        "text": row["text"],
        "website": row["website"] or None,
        "email": row["email"] or None,
        "telefon": row["telephone"] or None,
        "personen": [
            {"name": role["name"], "amt": str(role["kind"])} for role in row["roles"]
        ],
    }
