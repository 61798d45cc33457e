"""Lists that come page by page, as the directory does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse

from alliance.http import AnyRequest
from members.api.operations import as_json
from members.directory.query import page_number
from members.views.public import PARTNERS_A_PAGE

A_PAGE = PARTNERS_A_PAGE


def paged(
    request: AnyRequest,
    items: QuerySet | Sequence[Any],
    told: Callable[[Any], dict[str, object]],
) -> HttpResponse:
    page = Paginator(items, A_PAGE).get_page(page_number(request.GET.get("seite", "")))
    return as_json(
        {
            "anzahl": page.paginator.count,
            "seite": page.number,
            "seiten": page.paginator.num_pages,
            "ergebnisse": [told(item) for item in page],
        }
    )
