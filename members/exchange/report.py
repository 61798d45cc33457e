"""What is said about single rows: problems, which stop an import, and notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Remark:
    """A sentence about a row, or about one cell of it."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        if not self.column:
            return _("Row %(row)d: %(text)s") % {"row": self.row, "text": self.text}
        return _("Row %(row)d, column “%(column)s”: %(text)s") % {
            "row": self.row,
            "column": self.column,
            "text": self.text,
        }


def enumerated(rows: Iterable[int]) -> str:
    """4 and 9; 4, 9 and 12."""
    *others, last = map(str, sorted(rows))
    if not others:
        return last
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}
