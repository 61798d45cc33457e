"""What a person has said about single rows: cells mended, doubles told apart.

Stored with the import, so that the file itself stays as it was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from members.exchange.columns import Header
from members.exchange.rows import Row
from members.exchange.table import Line, Table
from members.models import Organisation

LEAVE_OUT = "leave_out"
NEW = "new"
_ORGANISATION = "organisation:"
_ROW = "row:"
# What no number (Nr) can be: they are lines without controls.
_MARK = "\0"


def same_as(organisation: int) -> str:
    return f"{_ORGANISATION}{organisation}"


def key_of(organisation: Organisation) -> str:
    """By which its rows are known: its number (Nr), or what an answer says."""
    return organisation.number or f"{_MARK}{organisation.pk}"


def same_as_row(number: int) -> str:
    return f"{_ROW}{number}"


@dataclass(frozen=True)
class Answers:
    """By the rows' numbers: the cells by their columns' keys, and what a row is."""

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    verdicts: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Answers:
        cells, verdicts = stored.get("cells", {}), stored.get("verdicts", {})
        return cls(
            {int(number): dict(mended) for number, mended in cells.items()},
            {int(number): verdict for number, verdict in verdicts.items()},
        )

    def organisations(self) -> set[int]:
        return {
            int(verdict.removeprefix(_ORGANISATION))
            for verdict in self.verdicts.values()
            if verdict.startswith(_ORGANISATION)
        }

    def leaves_out(self, number: int) -> bool:
        return self.verdicts.get(number) == LEAVE_OUT

    def is_new(self, row: Row) -> bool:
        return self.verdicts.get(row.number) == NEW

    def applied(self, table: Table) -> Table:
        """The table with the mended cells, and without the rows that are left out."""
        lines = [
            self._mended(line, table.header)
            for line in table.lines
            if not self.leaves_out(line.number)
        ]
        places = {column.key: at for at, column in table.header.columns.items()}
        mended = {
            (number, places[key])
            for number, cells in self.cells.items()
            for key in cells
            if key in places
        }
        faults = {at: text for at, text in table.faults.items() if at not in mended}
        return replace(table, lines=lines, faults=faults)

    def _mended(self, line: Line, header: Header) -> Line:
        mended = self.cells.get(line.number)
        if not mended:
            return line
        width = len(header.cells)
        cells = (line.cells + [""] * width)[:width]
        for place, column in header.columns.items():
            cells[place] = mended.get(column.key, cells[place])
        return Line(line.number, cells)

    def identify(self, rows: Iterable[Row], numbers: Mapping[int, str]) -> None:
        """Say of rows whose they are; ``numbers`` are those of organisations (Nr)."""
        by_number = {row.number: row for row in rows}
        for row in by_number.values():
            row.alias = self._alias(row, by_number, numbers)

    def _alias(
        self, row: Row, rows: Mapping[int, Row], numbers: Mapping[int, str]
    ) -> str:
        verdict, seen = self.verdicts.get(row.number, ""), {row.number}
        while verdict.startswith(_ROW):
            other = int(verdict.removeprefix(_ROW))
            if other in seen or other not in rows:
                break
            seen.add(other)
            row, verdict = rows[other], self.verdicts.get(other, "")
        if verdict.startswith(_ORGANISATION):
            organisation = int(verdict.removeprefix(_ORGANISATION))
            return numbers.get(organisation) or f"{_MARK}{organisation}"
        if len(seen) > 1:
            return row.number_given or f"{_MARK}{_ROW}{row.number}"
        return self._followed(row)

    def _followed(self, row: Row) -> str:
        """The row that others name as theirs stands with them."""
        named = same_as_row(row.number)
        is_named = not row.number_given and named in self.verdicts.values()
        return f"{_MARK}{_ROW}{row.number}" if is_named else ""
