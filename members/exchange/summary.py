"""A plan in words, as the page shows it; and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from members.exchange import answers
from members.exchange.changes import Change, Difference
from members.exchange.columns import COLUMN, COLUMNS
from members.exchange.plan import Plan, Question
from members.exchange.report import Remark, enumerated
from members.exchange.table import Line, Table
from members.models import Organisation, Term
from networks.models import Network

_SHOWN = 600  # characters of a cell
_SAMPLES = 3
_KEYS = {column.name: column.key for column in COLUMNS}


def fingerprint(plan: Plan) -> str:
    """Of all that the plan would write, and of what it has found there."""
    changes = [
        [
            change.organisation.pk,
            change.held.profile.pk if change.held.profile else None,
            [[row.number, row.key, _plain(row.values)] for row in change.rows],
            [_plain(difference) for difference in change.differences],
        ]
        for change in (*plan.new, *plan.changed)
    ]
    return hashlib.sha256(json.dumps(changes).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """As JSON can hold it, the same each time."""
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case set() | frozenset():
            return sorted(map(_plain, value))
        case list() | tuple():
            return [_plain(one) for one in value]
        case date():
            return value.isoformat()
    return value


def summarised(plan: Plan, table: Table) -> dict[str, Any]:
    shown = _Shown()
    return {
        "source": _source(table),
        "columns": list(_columns(table)),
        "ignored": table.header.ignored,
        "new": [shown.new(change) for change in plan.new],
        "changed": [shown.changed(change) for change in plan.changed],
        "same": [[row.number, row.values.get("name") or ""] for row in plan.same],
        "notices": [[one.row, one.column, one.text] for one in plan.notices],
        "open": list(_open(plan, table)),
        "fingerprint": fingerprint(plan),
    }


def _source(table: Table) -> dict[str, Any]:
    source = table.source
    return {
        "format": source.format,
        "encoding": source.encoding,
        "separator": {";": ";", ",": ",", "\t": "Tab"}.get(source.separator, ""),
        "sheet": source.sheet,
        "sheets": list(source.sheets),
        "hidden_sheets": list(source.hidden_sheets),
        "hidden_rows": source.hidden_rows,
        "hidden_columns": source.hidden_columns,
        "is_filtered": source.is_filtered,
        "rows": len(table.lines),
    }


def _columns(table: Table) -> Iterator[dict[str, Any]]:
    for place, column in sorted(table.header.columns.items()):
        cells = (line.cells[place] for line in table.lines if place < len(line.cells))
        samples = dict.fromkeys(cell.strip()[:80] for cell in cells if cell.strip())
        yield {
            "name": table.header.cells[place],
            "is": column.name,
            "samples": list(samples)[:_SAMPLES],
        }


# What a person has to decide or to mend


def _open(plan: Plan, table: Table) -> Iterator[dict[str, Any]]:
    """Row by row, the cells as they stand and what is wrong with them."""
    problems: dict[int, list[Remark]] = defaultdict(list)
    for problem in plan.problems:
        problems[problem.row].append(problem)
    lines = {line.number: line for line in table.lines}
    for number, remarks in problems.items():
        question = plan.questions.get(number)
        wrong = [[_KEYS.get(one.column, ""), one.text] for one in remarks]
        yield {
            "row": number,
            "cells": _cells(lines[number], table),
            "problems": [] if question else wrong,
            "question": _question(question, remarks[0].text) if question else None,
        }


def _cells(line: Line, table: Table) -> dict[str, str]:
    return {
        column.key: line.cells[place] if place < len(line.cells) else ""
        for place, column in sorted(table.header.columns.items())
    }


def _question(question: Question, text: str) -> dict[str, Any]:
    own = [
        [answers.same_as(held.organisation.pk), _("It is “%s”.") % _named(held)]
        for held in question.portal
    ]
    rows = [
        [answers.same_as_row(row), _("It is the organisation of row %s.") % row]
        for row in sorted(question.rows)
        if not question.portal and row < question.row.number
    ]
    rest = [
        [answers.NEW, _("It is another organisation, and new.")],
        [answers.LEAVE_OUT, _("Leave this row out.")],
    ]
    return {"text": text, "options": [*own, *rows, *rest]}


def _named(held: Any) -> str:
    place = f", {held.sites[0].place}" if held.sites else ""
    number = f", Nr {held.organisation.number}" if held.organisation.number else ""
    return f"{held.name}{place}{number}"


# What would change


class _Shown:
    """Values as a reader knows them."""

    def __init__(self) -> None:
        self._terms = dict(Term.objects.values_list("pk", "name"))
        self._networks = dict(Network.objects.values_list("pk", "name"))

    def new(self, change: Change) -> dict[str, Any]:
        place = change.sites[0].site.place if change.sites else ""
        networks = [self._networks[one.network_id] for one in change.memberships]
        return {
            "rows": enumerated(row.number for row in change.rows),
            "name": str(change.content.get("name", "")),
            "place": place,
            "networks": networks,
        }

    def changed(self, change: Change) -> dict[str, Any]:
        return {
            "rows": enumerated(row.number for row in change.rows),
            "name": change.held.name,
            "slug": change.organisation.slug,
            "differences": list(map(self._difference, change.differences)),
        }

    def _difference(self, difference: Difference) -> list[str]:
        key, old, new, site = difference
        column = COLUMN[key].name
        if key == "street" and not old:
            column = _("Further site")
        label = f"{column} ({site})" if site else column
        return [label, self._text(key, old), self._text(key, new)]

    def _text(self, key: str, value: Any) -> str:
        match value:
            case None:
                return ""
            case date():
                return f"{value:%d.%m.%Y}"
            case set() | frozenset():
                return self._listed(value)
        if key == "networks":
            return self._networks[value]
        if key == "kind":
            return str(Organisation.Kind(value).label)
        text = str(value)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"

    def _listed(self, ids: Iterable[int]) -> str:
        return " | ".join(sorted(self._terms[pk] for pk in ids))
