"""The directory's hits as a table, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop

from alliance.http import AnyRequest
from members.api.operations import operation
from members.api.organisations import address
from members.api.questions import DirectoryQuestion
from members.directory.asking import ask
from members.directory.results import Hit
from members.directory.vocabulary import Value
from members.exchange.quoting import quoted
from members.models import DirectoryEntry

MOST = 10_000
COLUMNS = (
    *("Kennung", "Nr", "Name", "Kurz", "Städte", "Straße", "PLZ", "Ort", "Telefon"),
    *("E-Mail", "Website", "Themen", "Förderungen", "Bildungsgutschein", "Profil"),
)
SITES = "organisation__sites"
_TEXT = {"schema": {"type": "string"}}


class Address(NamedTuple):
    """An organisation's number, and where its first site is."""

    number: str | None = None
    street: str | None = None
    postal_code: str | None = None
    place: str | None = None
    email: str | None = None


@operation(
    "/anbieter.csv",
    name="directory-csv",
    summary=gettext_noop("The hits as a table (CSV)"),
    description=gettext_noop(
        "All hits for the same parameters, at most 10,000; X-Total-Count says how "
        "many there are. UTF-8 with BOM, semicolons, several values separated by |. "
        "A cell that a spreadsheet would take for a formula begins with '."
    ),
    question=DirectoryQuestion,
    answer=None,
    content={"text/csv": _TEXT},
)
def directory_csv(request: AnyRequest) -> HttpResponse:
    results = ask(request, size=MOST)
    name = f"anbieter-{timezone.localdate().isoformat()}.csv"
    return HttpResponse(
        _table(results.hits).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Total-Count": str(results.total),
        },
    )


def _table(hits: list[Hit]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    addresses = _addresses([hit.slug for hit in hits])
    for hit in hits:
        row = _row(hit, addresses.get(hit.slug, Address()))
        writer.writerow([quoted(cell or "") for cell in row])
    return text.getvalue()


def _addresses(slugs: list[str]) -> dict[str, Address]:
    rows = (
        DirectoryEntry.objects.listed()
        .filter(slug__in=slugs)
        .order_by("slug", f"{SITES}__position", f"{SITES}__pk")
        .distinct("slug")
        .values_list(
            *("slug", "organisation__number", f"{SITES}__street"),
            *(f"{SITES}__postal_code", f"{SITES}__place", f"{SITES}__email"),
        )
    )
    return {slug: Address(*cells) for slug, *cells in rows}


def _row(hit: Hit, site: Address) -> Iterator[str | None]:
    yield from (hit.slug, site.number, hit.name, hit.plain, _names(hit.cities))
    yield from (site.street, site.postal_code, site.place, hit.telephone, site.email)
    yield from (hit.website, _names(hit.topics), _names(hit.fundings))
    yield "ja" if hit.has_voucher else "nein"
    yield address("members:provider", hit.slug)


def _names(values: list[Value]) -> str:
    return "|".join([value.name for value in values])
