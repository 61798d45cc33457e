"""The rows that could not be taken over, as a workbook with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from members.exchange import sheets
from members.exchange.columns import COLUMN
from members.exchange.writing import writable

# What a cell of Excel holds.
_LONGEST = 32_767


def error_file(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Of ``summary["open"]``; the columns as in the list, so it can be sent again."""
    rows = list(rows)
    keys = list(dict.fromkeys(key for row in rows for key in row["cells"]))
    head = [*(COLUMN[key].name for key in keys), _("Row"), _("Error")]
    file = BytesIO()
    sheets.write(head, (_line(row, keys) for row in rows), file)
    return file.getvalue()


def _line(row: Mapping[str, Any], keys: Iterable[str]) -> list[sheets.Cell]:
    cells = [row["cells"].get(key, "") for key in keys]
    texts = [*cells, str(row["row"]), _said(row)]
    return [writable(text)[:_LONGEST] for text in texts]


def _said(row: Mapping[str, Any]) -> str:
    if row["question"]:
        return str(row["question"]["text"])
    return "\n".join(
        f"{COLUMN[key].name}: {text}" if key else text for key, text in row["problems"]
    )
