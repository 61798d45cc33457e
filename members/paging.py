"""Lists that come page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

from alliance.http import AnyRequest
from members.directory.query import page_number

A_PAGE = 50


def page_of(request: AnyRequest, items: Sequence[Any]) -> Page:
    """The page that is asked for; there is always one."""
    return Paginator(items, A_PAGE).get_page(page_number(request.GET.get("seite", "")))
