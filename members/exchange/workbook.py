"""Reads a workbook (XLSX) in a process of its own with limits of its own.

``python workbook.py PLACE`` reads it from its input and writes JSON: the sheets, and
all that stands in the one at this place; at ``-1`` that is the only visible sheet, and
of several only what stands on top. It knows nothing of Django and holds no secret.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time, timedelta
from enum import IntEnum
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import iterparse

MEMORY = 640 * 1024 * 1024  # bytes
TIME = 15  # seconds of a processor
MOST_LINES = 10_000
MOST_SHEETS = 20
MOST_COLUMNS = 200
MOST_CHARACTERS = 20_000_000
HEAD = 10
# Rows without a word cost time, too; some programs write a million of them.
_MOST_ROWS = 200_000

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# How XML spells what it cannot hold; an underscore that only looks so is spelt itself.
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class Refusal(IntEnum):
    """Why nothing was read, as the status with which the process ends."""

    TOO_MANY_LINES = 3
    TOO_MUCH_WORK = 4
    UNREADABLE = 5
    UNSAFE = 6


class RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.name)


def main() -> None:
    place = int(sys.argv[1])
    _limit()
    try:
        found = read(sys.stdin.buffer.read(), place)
    except RefusedError as error:
        sys.exit(error.refusal)
    except MemoryError:
        sys.exit(Refusal.TOO_MUCH_WORK)
    except Exception as error:
        # Readers raise anything for a file that was made to break them.
        is_unsafe = type(error).__module__.startswith("defusedxml")
        sys.exit(Refusal.UNSAFE if is_unsafe else Refusal.UNREADABLE)
    sys.stdout.buffer.write(json.dumps(found).encode())


def _limit() -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: TIME,
        # No file, no process, no trace.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, amount in limits.items():
        # macOS does not know all of them.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (amount, amount))
    warnings.simplefilter("ignore")


class Reader(ExcelReader):
    """Of openpyxl's reader only what a table needs; nothing that is linked."""

    def __init__(self, content: bytes) -> None:
        super().__init__(BytesIO(content), read_only=True, keep_links=False)
        self.sheets: list[tuple[str, str, bool]] = []

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_strings(self) -> None:
        """As they stand: openpyxl's own way loses a few signs."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _event, node in iterparse(source):
                if node.tag == f"{_NAMESPACE}si":
                    self.shared_strings.append(_text(node))
                    node.clear()

    def read_worksheets(self) -> None:
        """Only their names, places and whether they are hidden."""
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "work" in relation.Type:
                is_hidden = sheet.state != "visible"
                self.sheets.append((sheet.name, relation.target, is_hidden))


def _text(node: Any) -> str:
    """The runs of a text, without what tells how to pronounce it."""
    parts = [
        text.text or ""
        for child in node
        if child.tag != f"{_NAMESPACE}rPh"
        for text in ([child] if child.tag == f"{_NAMESPACE}t" else child)
        if text.tag == f"{_NAMESPACE}t"
    ]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


class Sheet(WorkSheetParser):
    """One sheet, row by row; cells that are missing cost nothing."""

    def __init__(self, source: Any, reader: Reader) -> None:
        book = reader.wb
        formats = {
            "date_formats": book._date_formats,  # noqa: SLF001
            "timedelta_formats": book._timedelta_formats,  # noqa: SLF001
        }
        super().__init__(source, reader.shared_strings, epoch=book.epoch, **formats)

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell = super().parse_cell(element)
        if element.get("t") == "inlineStr":
            held = element.find(f"{_NAMESPACE}is")
            cell["value"] = _text(held) if held is not None else None
        elif element.get("t") == "str" and isinstance(cell["value"], str):
            cell["value"] = _unescaped(cell["value"])
        return cell

    def parse_formula(self, element: Any) -> str:  # noqa: ARG002
        """What it says does not matter, for it is not calculated."""
        return ""

    def parse_formatting(self, element: Any) -> None: ...

    def parse_extensions(self, element: Any) -> None: ...


def read(content: bytes, place: int) -> dict[str, Any]:
    try:
        reader = Reader(content)
    except BadZipFile:
        raise RefusedError(Refusal.UNREADABLE) from None
    reader.read()
    reader.sheets = reader.sheets[:MOST_SHEETS]
    visible = [i for i, sheet in enumerate(reader.sheets) if not sheet[2]]
    if place < 0 and len(visible) == 1:
        place = visible[0]
    found: dict[str, Any] = {
        "sheets": [
            {"name": name, "is_hidden": is_hidden}
            for name, _target, is_hidden in reader.sheets
        ]
    }
    if place >= 0:
        # From which day on this workbook counts: Excel for the Mac began in 1904.
        epoch = reader.wb.epoch.date().isoformat()
        return found | {"place": place, "epoch": epoch, **_whole(reader, place)}
    heads = {str(i): _head(reader, i) for i in visible}
    return found | {"heads": heads}


def _head(reader: Reader, place: int) -> list[list[Any]]:
    with reader.archive.open(reader.sheets[place][1]) as source:
        rows = islice(_rows(Sheet(source, reader)), HEAD)
        return [cells for number, cells in rows if number <= HEAD]


def _whole(reader: Reader, place: int) -> dict[str, Any]:
    lines, size = [], 0
    with reader.archive.open(reader.sheets[place][1]) as source:
        sheet = Sheet(source, reader)
        for number, cells in _rows(sheet):
            size += sum(len(str(cell)) for cell in cells)
            if size > MOST_CHARACTERS:
                raise RefusedError(Refusal.TOO_MUCH_WORK)
            # A shared text may be long and stand in many cells.
            lines.append([number, cells])
            if len(lines) > MOST_LINES + HEAD:
                raise RefusedError(Refusal.TOO_MANY_LINES)
    hidden = {
        int(number)
        for number, attributes in sheet.row_dimensions.items()
        if attributes.get("hidden") in ("1", "true")
    }
    merged = sheet.merged_cells.mergeCell if sheet.merged_cells else []
    return {
        "lines": lines,
        "hidden_rows": sorted(hidden & {number for number, _cells in lines}),
        "hidden_columns": sorted(_hidden_columns(sheet)),
        "merged": [[cell.ref, *cell.bounds] for cell in merged[:1000]],
        "is_filtered": hasattr(sheet, "auto_filter") and bool(hidden),
    }


def _hidden_columns(sheet: Sheet) -> set[int]:
    """By their places, from 0."""
    return {
        place - 1
        for attributes in sheet.column_dimensions.values()
        if attributes.get("hidden") in ("1", "true")
        for place in range(
            int(attributes["min"]),
            min(int(attributes.get("max", attributes["min"])), MOST_COLUMNS) + 1,
        )
    }


def _rows(sheet: Sheet) -> Iterator[tuple[int, list[Any]]]:
    """Rows with anything in them: their numbers, and their cells from the first on."""
    for _turn, (number, cells) in zip(range(_MOST_ROWS), sheet.parse(), strict=False):
        row: dict[int, Any] = {
            cell["column"]: _value(cell)
            for cell in cells
            if cell["column"] <= MOST_COLUMNS
        }
        row = {column: value for column, value in row.items() if value != ""}
        if row:
            yield number, [row.get(i, "") for i in range(1, max(row) + 1)]


def _value(cell: dict[str, Any]) -> Any:
    """Text as it stands; all else with a letter that says what it is."""
    value, kind = cell["value"], cell["data_type"]
    if kind in ("f", "e"):
        return [kind, str(value)]
    for kinds, letter in _KINDS:
        if isinstance(value, float) and value.is_integer():
            return ["n", f"{value:.0f}"]
        if isinstance(value, kinds):
            return [letter, str(value)]
    return "" if value is None else str(value)


# A truth is a number, too, and so comes first.
_KINDS: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "b"),
    ((date, time, timedelta), "d"),
    ((int, float), "n"),
)


if __name__ == "__main__":
    main()
