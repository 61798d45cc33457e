"""The directory and its providers, as data."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance.http import AnyRequest
from members.api import examples
from members.api.operations import as_json, example, operation
from members.api.organisations import answer
from members.api.questions import ListQuestion, Slug
from members.api.schemas import Directory, Organisation
from members.directory.asking import ask
from members.directory.results import Hit, Results
from members.models import Organisation as Who


@operation(
    "/anbieter/",
    name="api-directory",
    summary=gettext_noop("Search the providers"),
    description=gettext_noop(
        "The same hits in the same order as the directory's page, 20 on a page. "
        "Values within one parameter widen the search, parameters narrow it."
    ),
    question=ListQuestion,
    answer=Directory,
    content=example(examples.DIRECTORY),
)
def directory(request: AnyRequest) -> HttpResponse:
    return as_json(_directory(ask(request)))


@operation(
    "/anbieter/{slug}/",
    name="api-provider",
    summary=gettext_noop("One provider"),
    description=gettext_noop("All that its public page shows."),
    answer=Organisation,
    content=example(examples.PROVIDER),
    errors=(404, 410),
)
def provider(request: AnyRequest, slug: Slug) -> HttpResponse:
    return as_json(answer(slug, Who.Kind.PROVIDER, request.public_version))


def _directory(results: Results) -> dict[str, object]:
    facets = {
        facet.name: {value.slug: value.count for value in facet.values}
        for facet in results.facets
    }
    return {
        "anzahl": results.total,
        "seite": results.page,
        "seiten": results.pages,
        "mischung": results.query.seed,
        "facetten": facets | {"bildungsgutschein": {"ja": results.voucher_count}},
        "ergebnisse": [_hit(hit) for hit in results.hits],
        "hinweise": results.sentences,
    }


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "slug": hit.slug,
        "name": hit.name,
        "kurz": hit.plain,
        "staedte": [city.slug for city in hit.cities],
        "themen": [topic.slug for topic in hit.topics],
        "foerderungen": [funding.slug for funding in hit.fundings],
        "bildungsgutschein": hit.has_voucher,
        "website": hit.website or None,
        "url": settings.SITE_URL + reverse("members:provider", args=[hit.slug]),
    }
