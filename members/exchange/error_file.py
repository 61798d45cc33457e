"""The rows that could not be taken over, as a workbook with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from members.exchange.columns import COLUMN

# What XML cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
_WIDTH, _WIDE = 18, 60


def error_file(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Of ``summary["open"]``; the columns as in the list, so it can be sent again."""
    rows = list(rows)
    keys = list(dict.fromkeys(key for row in rows for key in row["cells"]))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Fehler")
    sheet.freeze_panes = "A2"
    for place in range(1, len(keys) + 3):
        wide = _WIDE if place == len(keys) + 2 else _WIDTH
        sheet.column_dimensions[get_column_letter(place)].width = wide
    head = [*(COLUMN[key].name for key in keys), _("Row"), _("Error")]
    sheet.append([_cell(sheet, text, is_bold=True) for text in head])
    for row in rows:
        texts = [row["cells"].get(key, "") for key in keys]
        texts += [str(row["row"]), _said(row)]
        sheet.append([_cell(sheet, text) for text in texts])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _said(row: Mapping[str, Any]) -> str:
    if row["question"]:
        return row["question"]["text"]
    return "\n".join(
        f"{COLUMN[key].name}: {text}" if key else text for key, text in row["problems"]
    )


def _cell(sheet: Any, text: str, *, is_bold: bool = False) -> WriteOnlyCell:
    """Always text: what looks like a formula is none."""
    cell = WriteOnlyCell(sheet, _ILLEGAL.sub("", text)[:_LONGEST])
    cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
