"""What search engines read: the sitemap and robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alliance.http import AnyRequest, public_page
from members.directory.vocabulary import SHOWN
from members.sitemaps import sections

# Each by its name, for some crawlers read a bare question mark as none at all.
PARAMETERS = (
    *("q", "plz", "umkreis", "bildungsgutschein", "ordnung", "mischung", "seite", "a"),
    *(facet.label for facet in SHOWN),
)
# Filters and shortlists multiply pages without end. Not to crawl them is better than
# to crawl each for its noindex; the site map names every entry that they lead to.
ROBOTS = """\
User-agent: *
{filters}
Disallow: /konto/
Disallow: /koordination/
Disallow: /mein-bereich/
Disallow: /verwaltung/
Disallow: /merkzettel/?a=
Disallow: /*?a=

Sitemap: {sitemap}
"""


@public_page
def sitemap(request: AnyRequest) -> HttpResponse:
    """One list, or a list of lists where one would be too long."""
    found = sections()
    pages = {name: section().paginator.num_pages for name, section in found.items()}
    if max(pages.values()) == 1:
        return sitemap_views.sitemap(request, {**found}).render()
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
    return sitemap_views.sitemap(request, {**sections()}, section=section).render()


@public_page
def robots(request: AnyRequest) -> HttpResponse:  # noqa: ARG001
    address = settings.SITE_URL + reverse("members:sitemap")
    filters = "\n".join(f"Disallow: /anbieter/?{name}=" for name in PARAMETERS)
    page = ROBOTS.format(filters=filters, sitemap=address)
    return HttpResponse(page, content_type="text/plain")


def _section_address(name: str, page: int) -> str:
    path = reverse("members:sitemap-section", args=[name])
    return f"{settings.SITE_URL}{path}?p={page}"
