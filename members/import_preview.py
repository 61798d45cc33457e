"""What the page of an import shows of its plan: figures, rows to settle, one part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from alliance.pager import Page as PageLink
from alliance.pager import page_list
from members.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest

# So many rows are mended at a time.
_AT_A_TIME = 20
_PARAMETER = "zeige"


@dataclass(frozen=True)
class Part:
    """New, changed or unchanged organisations, or what is to be noticed."""

    name: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Preview:
    source: Mapping[str, Any]
    columns: list[dict[str, Any]]
    ignored: list[str]
    refusal: str
    counts: Mapping[str, int]
    to_settle: list[dict[str, Any]]
    open_rows: int
    parts: list[Part]
    chosen: str
    page: Page
    pages: list[PageLink]

    @property
    def changes(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    @property
    def later(self) -> int:
        """Rows to settle for which there was no room yet."""
        return self.open_rows - len(self.to_settle)


def preview(request: HttpRequest, summary: Mapping[str, Any]) -> Preview:
    rows = {
        "geaendert": summary.get("changed", []),
        "neu": summary.get("new", []),
        "unveraendert": summary.get("same", []),
        "hinweise": summary.get("notices", []),
    }
    filled = [name for name, some in rows.items() if some]
    asked = request.GET.get(_PARAMETER, "")
    chosen = asked if asked in filled else (filled or ["neu"])[0]
    page = page_of(request, rows[chosen])
    last = page.paginator.num_pages
    still_open = summary.get("open", [])
    return Preview(
        source=summary.get("source", {}),
        columns=summary.get("columns", []),
        ignored=summary.get("ignored", []),
        refusal=summary.get("refusal", ""),
        counts={
            "new": len(rows["neu"]),
            "changed": len(rows["geaendert"]),
            "same": len(rows["unveraendert"]),
        },
        to_settle=still_open[:_AT_A_TIME],
        open_rows=len(still_open),
        parts=_parts(rows, chosen),
        chosen=chosen,
        page=page,
        pages=page_list(
            page.number, last, lambda number: f"{_PARAMETER}={chosen}&seite={number}"
        ),
    )


def _parts(rows: Mapping[str, list[Any]], chosen: str) -> list[Part]:
    labels = {
        "geaendert": _("Changed"),
        "neu": _("New"),
        "unveraendert": _("Unchanged"),
        "hinweise": _("Remarks"),
    }
    return [
        Part(name, labels[name], len(some), name == chosen)
        for name, some in rows.items()
        if some
    ]
