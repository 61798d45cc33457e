"""Workbooks (XLSX), written row by row; a cell is a text or a day, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from alliance.brand import NAME

type Cell = str | date

# Excel and our reader would take _x0041_ for the letter that it spells.
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

# What openpyxl has in the folder for temporary files until a workbook is complete.
HALF_WRITTEN = "openpyxl.*"
TITLE = "Mitglieder"
DAY, TEXT = "DD.MM.YYYY", "@"
# In characters; what is longer stands in the cell all the same.
_NARROWEST, _WIDEST, _USUAL = 10, 60, 22
_DAYS = {"Mitglied seit", "AZAV gültig bis"}
_WIDTHS = {
    "Name": 40,
    "Kurz": 40,
    "Beschreibung": 60,
    "Straße": 26,
    "PLZ": 8,
    "E-Mail": 30,
    "Website": 34,
    "Themen": 40,
    "Redaktion E-Mail": 30,
}


def write(header: Sequence[Cell], rows: Iterable[Sequence[Cell]], file: IO) -> None:
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = NAME
    sheet = book.create_sheet(TITLE)
    _lay_out(sheet, [str(name) for name in header])
    sheet.append([_head(sheet, str(name)) for name in header])
    number = 1
    for row in rows:
        sheet.append([_cell(sheet, value) if value else None for value in row])
        number += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{number}"
    book.save(file)


def _lay_out(sheet: Worksheet, header: Sequence[str]) -> None:
    """The header stays in sight and on each printed page."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    for place, name in enumerate(header, 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = _WIDTHS.get(name, max(_NARROWEST, min(len(name) + 4, _USUAL)))
        # What is typed into an empty cell keeps its leading zero, too.
        column.number_format = DAY if name in _DAYS else TEXT


def _head(sheet: Worksheet, name: str) -> WriteOnlyCell:
    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8E4DC")
    cell.alignment = Alignment(vertical="center")
    return cell


def _cell(sheet: Worksheet, value: Cell) -> WriteOnlyCell:
    if isinstance(value, str):
        value = _LIKE_ESCAPE.sub("_x005F_", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = DAY
    else:
        # Whatever it begins with, it is no formula.
        cell.data_type = "s"
        cell.number_format = TEXT
    return cell
