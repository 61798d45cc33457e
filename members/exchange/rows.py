"""Lines of a table become rows of clean values, as far as a line alone can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.exchange import cells
from members.exchange.columns import COLUMN, Column
from members.exchange.lookup import Lookup
from members.exchange.report import Remark
from members.exchange.table import Line, Table
from members.models import PostalCode
from members.validators import REQUIRED, clean_postal_code

ADDRESS = ("street", "postal_code", "place")
# A row with a number may be a further site, which leaves these empty.
_OF_A_FIRST_SITE = ("name", "email")


@dataclass
class Row:
    """The values of a line, by the keys of its columns; absent columns are absent."""

    number: int
    values: dict[str, Any]
    problems: list[Remark]
    point: PostalCode | None = None
    # Whose row it is, where a person has said so: see ``answers``.
    alias: str = ""

    @property
    def key(self) -> str:
        """The organisation's number (Nr); empty where the list gives none."""
        return self.alias or self.values.get("number") or ""

    @property
    def number_given(self) -> str:
        return self.values.get("number") or ""

    @property
    def has_site(self) -> bool:
        return any(column.is_of_site for column in self.given())

    def given(self) -> list[Column]:
        """The columns whose cell says something."""
        return [COLUMN[key] for key, value in self.values.items() if value]

    def complain(self, key: str, text: str) -> None:
        self.problems.append(Remark(self.number, COLUMN[key].name if key else "", text))


def clean(table: Table, lookup: Lookup) -> list[Row]:
    reader = _Reader(table, cells.cleaners(lookup), lookup)
    return [reader.row(line) for line in table.lines]


def postal_codes(table: Table) -> set[str]:
    """All that are written in the table, to be looked up at once."""
    place = next(i for i, c in table.header.columns.items() if c.key == "postal_code")
    return set(_readable_codes(table, place))


def _readable_codes(table: Table, place: int) -> Iterator[str]:
    for line in table.lines:
        try:
            yield clean_postal_code(line.cells[place])
        except (IndexError, ValidationError):
            continue


@dataclass(frozen=True)
class _Reader:
    table: Table
    cleaners: dict[str, cells.Clean]
    lookup: Lookup

    def row(self, line: Line) -> Row:
        row = Row(line.number, {}, [])
        width = len(self.table.header.cells)
        if len(line.cells) < width or any(map(str.strip, line.cells[width:])):
            counts = {"cells": len(line.cells), "columns": width}
            row.complain("", _("%(cells)d instead of %(columns)d columns") % counts)
            return row
        for place, column in self.table.header.columns.items():
            self._read(row, column.key, place, line)
        _check(row, self.lookup)
        return row

    def _read(self, row: Row, key: str, place: int, line: Line) -> None:
        row.values[key] = None
        if fault := self.table.faults.get((line.number, place)):
            row.complain(key, fault)
            return
        try:
            cell = line.cells[place]
            row.values[key] = cells.clean(self.cleaners[key], key, cell)
        except ValidationError as error:
            row.complain(key, " ".join(error.messages))


def _check(row: Row, lookup: Lookup) -> None:
    failed = {problem.column for problem in row.problems}
    for key in _required(row):
        if not row.values[key] and COLUMN[key].name not in failed:
            row.complain(key, str(REQUIRED[key]))
    row.point = lookup.postal_codes.get(row.values["postal_code"])
    if row.values["postal_code"] and not row.point:
        row.complain("postal_code", _("We do not know this postal code."))
    _check_dates(row, failed)


def _required(row: Row) -> tuple[str, ...]:
    if not row.key:
        return (*ADDRESS, *_OF_A_FIRST_SITE)
    # Whether an organisation without a site may stay so, the portal knows.
    return ADDRESS if row.has_site else ()


def _check_dates(row: Row, failed: set[str]) -> None:
    dates, networks = row.values.get("since") or (), row.values.get("networks") or ()
    may_differ = not dates or COLUMN["networks"].name in failed
    # One date alone is of the network that is given for the whole table.
    if not may_differ and len(dates) != max(len(networks), 1):
        counts = {"dates": len(dates), "networks": len(networks)}
        text = _("There are %(dates)d dates for %(networks)d networks.") % counts
        row.complain("since", text)
