"""Cells that a spreadsheet would take for formulas: marked in CSV, and unmarked.

``unquoted(quoted(cell)) == cell`` for every cell, those with marks of their own too.
"""

import re

_RISKY = re.compile("'*[=+\\-@\t\r\0]")
_MARKED = re.compile("'+[=+\\-@\t\r\0]")


def quoted(cell: str) -> str:
    return f"'{cell}" if _RISKY.match(cell) else cell


def unquoted(cell: str) -> str:
    return cell[1:] if _MARKED.match(cell) else cell
