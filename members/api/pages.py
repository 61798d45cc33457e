"""Lists that come page by page, as the directory does."""

from __future__ import annotations

from django.core.paginator import Page
from django.http import HttpResponse

from members.api.operations import as_json


def paged(page: Page, told: list[dict[str, object]]) -> HttpResponse:
    return as_json(
        {
            "anzahl": page.paginator.count,
            "seite": page.number,
            "seiten": page.paginator.num_pages,
            "ergebnisse": told,
        }
    )
