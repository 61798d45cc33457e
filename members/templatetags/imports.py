"""What the pages of an import repeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from members.exchange.columns import COLUMN
from members.forms.importing import RowsForm
from members.models import Import

register = template.Library()


@register.inclusion_tag("members/coordination/import_tallies.html")
def import_tallies(
    counts: Mapping[str, int], *, open_rows: int = 0
) -> dict[str, object]:
    return {"counts": counts, "open_rows": open_rows}


@register.inclusion_tag("members/coordination/import_rows.html", takes_context=True)
def import_rows(context: Any, imported: Import, form: RowsForm) -> dict[str, object]:
    return {
        "imported": imported,
        "form": form,
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("members/coordination/import_hidden.html")
def import_hidden(
    source: Mapping[str, Any], *, with_hidden: bool = False
) -> dict[str, object]:
    return {"source": source, "with_hidden": with_hidden}


@register.filter
def reasons(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with a row, by the names of its columns."""
    return [(COLUMN[key].name if key else "", text) for key, text in row["problems"]]


@register.filter
def counts(summary: Mapping[str, Any]) -> dict[str, int]:
    return {name: len(summary.get(name, ())) for name in ("new", "changed", "same")}
