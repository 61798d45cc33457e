"""What machines read: the open interface, the sitemap and robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from alliance.http import AnyRequest, public_page
from members.directory.results import Hit, Results
from members.sitemaps import SITEMAPS
from members.views.public import ask, sentences

ROBOTS = """\
User-agent: *
Disallow: /anbieter/?
Disallow: /konto/
Disallow: /koordination/
Disallow: /mein-bereich/
Disallow: /verwaltung/
Disallow: /*?a=

Sitemap: {sitemap}
"""


@public_page
def directory_api(request: AnyRequest) -> HttpResponse:
    return JsonResponse(
        _as_json(ask(request)), json_dumps_params={"ensure_ascii": False}
    )


@public_page
def sitemap(request: AnyRequest) -> HttpResponse:
    """One list, or a list of lists where one would be too long."""
    pages = {name: section().paginator.num_pages for name, section in SITEMAPS.items()}
    if max(pages.values()) == 1:
        return sitemap_views.sitemap(request, {**SITEMAPS}).render()
    lists = [
        SitemapIndexItem(_section_address(name, page))
        for name, count in pages.items()
        for page in range(1, count + 1)
    ]
    return render(
        request,
        "sitemap_index.xml",
        {"sitemaps": lists},
        content_type="application/xml",
    )


@public_page
def sitemap_section(request: AnyRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, {**SITEMAPS}, section=section).render()


@public_page
def robots(request: AnyRequest) -> HttpResponse:  # noqa: ARG001
    address = settings.SITE_URL + reverse("members:sitemap")
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain")


def _section_address(name: str, page: int) -> str:
    path = reverse("members:sitemap-section", args=[name])
    return f"{settings.SITE_URL}{path}?p={page}"


def _as_json(results: Results) -> dict[str, object]:
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
        "hinweise": sentences(results),
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
