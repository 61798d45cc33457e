"""The partners of the alliance, as data."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from alliance.http import AnyRequest
from members.api import examples
from members.api.operations import as_json, example, operation
from members.api.organisations import address, answer
from members.api.pages import paged
from members.api.questions import PartnerQuestion, Slug
from members.api.schemas import Organisation, Partners
from members.models import DirectoryEntry
from members.models import Organisation as Who
from members.paging import page_of
from members.partners import register

_FIELDS = ("slug", "name", "plain", "telephone", "website", "term_ids")


@operation(
    "/partner/",
    name="api-partners",
    summary=gettext_noop("All partners"),
    description=gettext_noop("In the day's mix, 50 on a page."),
    question=PartnerQuestion,
    answer=Partners,
    content=example(examples.PARTNERS),
)
def partner_list(request: AnyRequest) -> HttpResponse:
    listed = register(request.public_version)
    ids = listed.found(listed.kind(request.GET.get("art", "")), ())
    page = page_of(request, ids)
    entries = DirectoryEntry.objects.listed().only(*_FIELDS).in_bulk([*page])

    def told(entry: DirectoryEntry) -> dict[str, object]:
        slugs = [kind.slug for kind in listed.kinds if kind.id in entry.term_ids]
        return _partner(entry) | {"arten": slugs}

    return paged(page, [told(entries[pk]) for pk in page if pk in entries])


@operation(
    "/partner/{slug}/",
    name="api-partner",
    summary=gettext_noop("One partner"),
    description=gettext_noop("All that its public page shows."),
    answer=Organisation,
    content=example(examples.PARTNER),
    errors=(404, 410),
)
def partner(request: AnyRequest, slug: Slug) -> HttpResponse:
    return as_json(answer(slug, Who.Kind.PARTNER, request.public_version))


def _partner(entry: DirectoryEntry) -> dict[str, object]:
    return {
        "slug": entry.slug,
        "name": entry.name,
        "kurz": entry.plain,
        "telefon": entry.telephone or None,
        "website": entry.website or None,
        "url": address("members:partner", entry.slug),
    }
