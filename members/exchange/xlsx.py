"""A workbook becomes a table: read in a process of its own, its cells as text."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _

from members.exchange import archive
from members.exchange.columns import Column, Header, TableError
from members.exchange.report import Remark
from members.exchange.table import (
    AS_IT_STANDS,
    Line,
    Reading,
    Source,
    Table,
    likeliest,
    limited,
)
from members.exchange.workbook import HEAD, MOST_LINES, Refusal

TIME = 20  # seconds that someone waits for the reading, and again for their turn
_COMMAND = [
    sys.executable,
    # Without -I, the folder of the file would hide modules of Python from it.
    *("-I", "-B"),
    str(Path(__file__).with_name("workbook.py")),
]
_MERGED_SHOWN = 20
_POSTAL_CODE = 5
# A number of days is a date only in these years; else it may be a year or a mistake.
_YEARS = range(2000, 2101)
_MOST_DAYS = 100_000

logger = logging.getLogger(__name__)
# It may take much memory: one at a time for each process.
_reading = Lock()

type Cell = str | list[Any]


def read_xlsx(content: bytes, reading: Reading = AS_IT_STANDS) -> Table:
    archive.check(content)
    book = _book(content, reading)
    hidden = set() if reading.with_hidden else set(book["hidden_rows"])
    lines = [(number, cells) for number, cells in book["lines"] if number not in hidden]
    unseen = set() if reading.with_hidden else set(book["hidden_columns"])
    head = [
        (number, _header(cells, unseen)) for number, cells in lines if number <= HEAD
    ]
    if not head:
        raise TableError(_nothing_found(book))
    place, (at, header) = max(enumerate(head), key=lambda one: likeliest(one[1][1]))
    header.check()
    cells = _Cells(header, unseen, date.fromisoformat(book["epoch"]))
    rows = [cells.line(*line) for line in lines[place + 1 :]]
    rows = limited([row for row in rows if any(map(str.strip, row.cells))])
    notices = [*cells.notices, *_merged(book, at, {row.number for row in rows})]
    return Table(header, rows, _source(book, header), cells.faults, notices)


def _nothing_found(book: dict[str, Any]) -> str:
    if book["lines"] and book["hidden_rows"]:
        return _("All rows of this sheet are hidden.")
    return _("The file is empty.")


def _header(cells: Sequence[Cell], unseen: set[int]) -> Header:
    return Header.of(
        [
            cell if isinstance(cell, str) and place not in unseen else ""
            for place, cell in enumerate(cells)
        ]
    )


# Which sheet


def _book(content: bytes, reading: Reading) -> dict[str, Any]:
    """The sheet that is asked for; else the one that looks most like a list."""
    first = _run(content, -1)
    if "place" in first and reading.sheet in ("", _name(first)):
        return first
    return _run(content, _place(first, reading))


def _name(book: dict[str, Any]) -> str:
    return book["sheets"][book["place"]]["name"]


def _place(book: dict[str, Any], reading: Reading) -> int:
    names = [sheet["name"] for sheet in book["sheets"]]
    if reading.sheet in names:
        return names.index(reading.sheet)
    heads: dict[str, list[list[Cell]]] = book.get("heads", {})
    if not heads:
        raise TableError(_("The file has no sheet with a table."))
    likeness = {
        int(place): max(
            (likeliest(_header(cells, set())) for cells in rows), default=(0, False)
        )
        for place, rows in heads.items()
    }
    return max(likeness, key=lambda place: likeness[place])


def _source(book: dict[str, Any], header: Header) -> Source:
    sheets = [sheet for sheet in book["sheets"] if not sheet["is_hidden"]]
    hidden = [sheet for sheet in book["sheets"] if sheet["is_hidden"]]
    width = len(header.cells)
    return Source(
        format="XLSX",
        sheet=_name(book),
        sheets=tuple(sheet["name"] for sheet in sheets),
        hidden_sheets=tuple(sheet["name"] for sheet in hidden),
        hidden_rows=len(book["hidden_rows"]),
        hidden_columns=len([one for one in book["hidden_columns"] if one < width + 1]),
        is_filtered=book["is_filtered"],
    )


def _merged(book: dict[str, Any], header: int, rows: set[int]) -> Iterator[Remark]:
    """``bounds`` are the first and last column and row, counted from 1."""
    below = [
        (ref, first)
        for ref, _left, first, _right, last in book["merged"]
        if last > header and rows & set(range(first, min(last, first + MOST_LINES) + 1))
    ]
    for ref, first in below[:_MERGED_SHOWN]:
        text = _(
            "The cells %s are merged; what stands there counts for the first alone."
        )
        yield Remark(first, "", text % ref)


# What the cells say


@dataclass
class _Cells:
    """Makes text of the cells; remembers which cannot be told, and what was mended."""

    header: Header
    unseen: set[int]
    epoch: date
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    notices: list[Remark] = field(default_factory=list)

    def line(self, number: int, cells: Sequence[Cell]) -> Line:
        texts = [
            "" if place in self.unseen else self._text(number, place, cell)
            for place, cell in enumerate(cells)
        ]
        # What is empty at the end of a row is not stored.
        texts += [""] * (len(self.header.cells) - len(texts))
        return Line(number, texts)

    def _text(self, number: int, place: int, cell: Cell) -> str:
        if isinstance(cell, str):
            return cell
        kind, value = cell
        column = self.header.columns.get(place)
        match kind:
            case "n":
                return self._figure(number, place, column, str(value))
            case "d":
                return _day(str(value))
            case "b":
                return "WAHR" if value == "True" else "FALSCH"
            case "e":
                text = _("The cell shows an error (%s).") % str(value)[:20]
            case _:
                text = _("The cell holds a formula. Please put in what it shows.")
        self.faults[number, place] = text
        return ""

    def _figure(
        self, number: int, place: int, column: Column | None, figure: str
    ) -> str:
        key = column.key if column else ""
        if key in ("since", "azav") and figure.isdigit() and int(figure) < _MOST_DAYS:
            day = self.epoch + timedelta(days=int(figure))
            return _german(day) if day.year in _YEARS else figure
        if (
            key == "postal_code"
            and figure.isdigit()
            and len(figure) == _POSTAL_CODE - 1
        ):
            text = _("%(figure)s was read as 0%(figure)s: the zero in front was lost.")
            name = column.name if column else ""
            self.notices.append(Remark(number, name, text % {"figure": figure}))
            return f"0{figure}"
        if key == "telephone" and not figure.startswith("0"):
            self.faults[number, place] = _(
                "The cell is a number, and so a zero in front was lost. Please write "
                "the telephone number as text."
            )
        return figure.replace(".", ",") if "." in figure else figure


def _day(value: str) -> str:
    """A day as people write it; a time only where there is one."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(value)
        has_time = moment.hour or moment.minute or moment.second
        return _german(moment) + (f" {moment:%H:%M}" if has_time else "")
    return value


def _german(day: date) -> str:
    return f"{day:%d.%m.}{day.year:04}"


# The other process


def _run(content: bytes, place: int) -> dict[str, Any]:
    if not _reading.acquire(timeout=TIME):
        raise _refusal(None)
    try:
        done = subprocess.run(
            [*_COMMAND, str(place)],
            input=content,
            capture_output=True,
            check=False,
            timeout=TIME,
            # It needs nothing of ours, least of all the keys.
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        raise _refusal(Refusal.TOO_MUCH_WORK) from None
    except OSError:
        logger.exception("The process that reads workbooks did not start.")
        raise _refusal(None) from None
    finally:
        _reading.release()
    if done.returncode:
        raise _refusal(_reason(done))
    return json.loads(done.stdout)


def _reason(done: subprocess.CompletedProcess[bytes]) -> Refusal | None:
    # Stopped by a signal: it went beyond its limits, or the file broke the reader.
    if done.returncode < 0:
        return Refusal.TOO_MUCH_WORK
    with suppress(ValueError):
        return Refusal(done.returncode)
    logger.error("Reading failed: %s", done.stderr.decode(errors="replace"))
    return None


def _refusal(reason: Refusal | None) -> TableError:
    match reason:
        case Refusal.TOO_MANY_LINES:
            text = _("The table has more than %s rows; so many go at once.")
            return TableError(text % f"{MOST_LINES:,}".replace(",", "."))
        case Refusal.TOO_MUCH_WORK:
            return archive.too_large()
        case Refusal.UNSAFE:
            return archive.save_as()
        case Refusal.UNREADABLE:
            return archive.damaged()
    return TableError(_("We are busy right now. Please try again in a minute."))
