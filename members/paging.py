"""Lists that come page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from members.directory.query import page_number

A_PAGE = 50


def page_of(
    request: HttpRequest, items: Sequence[Any] | QuerySet, count: int | None = None
) -> Page:
    """The page that is asked for; there is always one. A given ``count`` is true."""
    paginator = Paginator(items, A_PAGE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(page_number(request.GET.get("seite", "")))
