"""What a list that was sent would do: worked out, and kept for its page."""

from __future__ import annotations

from typing import Any

from members.exchange.answers import Answers
from members.exchange.columns import TableError
from members.exchange.plan import make_plan
from members.exchange.reading import read
from members.exchange.scope import Order, Scope
from members.exchange.summary import fingerprint, summarised
from members.exchange.table import Reading, Table
from members.models import Import
from members.states import ImportState

# Rows that a page may wait for; more are looked at in the background.
AT_ONCE = 500


def reading_of(imported: Import) -> Reading:
    choices = imported.choices
    return Reading(choices.get("sheet", ""), choices.get("with_hidden", False))


def table_of(imported: Import) -> Table:
    with imported.file.open("rb") as file:
        return read(file.read(), reading_of(imported))


def order_of(imported: Import) -> Order:
    answers = Answers.of(imported.choices)
    return Order(imported.network, answers, Scope(imported.person))


def look(imported: Import) -> None:
    """Work the plan out, unless the person has decided otherwise meanwhile."""
    rows = Import.objects.filter(
        pk=imported.pk, revision=imported.revision, state=ImportState.READ
    )
    found = _looked(imported)
    if rows.update(**found):
        for name, value in found.items():
            setattr(imported, name, value)


def is_current(imported: Import) -> bool:
    """Whether the portal would still do what the page has shown."""
    plan = make_plan(table_of(imported), order_of(imported))
    return fingerprint(plan) == imported.fingerprint


def _looked(imported: Import) -> dict[str, Any]:
    try:
        table = table_of(imported)
        order = order_of(imported)
        plan = make_plan(table, order)
    except TableError as error:
        found: dict[str, Any] = {"refusal": str(error)}
        return {"summary": found | {"revision": imported.revision}, "fingerprint": ""}
    summary = summarised(plan, order.answers.applied(table))
    return {
        "summary": summary | {"revision": imported.revision},
        "fingerprint": fingerprint(plan),
        "total": len(table.lines),
    }
