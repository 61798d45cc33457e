"""Lists that come page by page, as the directory does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse

from alliance.http import AnyRequest
from members.api.operations import as_json
from members.directory.query import page_number

A_PAGE = 50


def page_of(request: AnyRequest, items: Sequence[Any]) -> Page:
    """The page that is asked for; there is always one."""
    return Paginator(items, A_PAGE).get_page(page_number(request.GET.get("seite", "")))


def paged(page: Page, told: list[dict[str, object]]) -> HttpResponse:
    return as_json(
        {
            "anzahl": page.paginator.count,
            "seite": page.number,
            "seiten": page.paginator.num_pages,
            "ergebnisse": told,
        }
    )
