"""Bytes of a CSV file become a header and lines; what the cells mean comes later.

``xlsx`` makes the same ``Table`` from a workbook, ``reading`` knows which is which.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from members.exchange.columns import Header, TableError
from members.exchange.quoting import unquoted
from members.exchange.report import Remark

MOST_BYTES = 50_000_000
LONGEST_CELL = 2_000_000
MOST_LINES = 10_000
# The header stands in one of so many lines; titles may stand above it.
_HEAD = 10
_SEPARATORS = ";,\t"
_SEPARATOR_LINE = re.compile(f'"?sep=([{_SEPARATORS}])"?\r?\n', re.IGNORECASE)


class Line(NamedTuple):
    """A line with its number as spreadsheets count: the first is 1."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Reading:
    """How a file is to be read: which sheet, and whether what is hidden counts."""

    sheet: str = ""
    with_hidden: bool = False


AS_IT_STANDS = Reading()


@dataclass(frozen=True)
class Source:
    """What was recognised of a file; ``hidden_…`` is what a workbook does not show."""

    format: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0
    is_filtered: bool = False


@dataclass(frozen=True)
class Table:
    """``faults`` are sentences by line and place: cells whose text cannot be told."""

    header: Header
    lines: list[Line]
    source: Source
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    notices: list[Remark] = field(default_factory=list)

    @property
    def encoding(self) -> str:
        return self.source.encoding


def read_csv(content: bytes) -> Table:
    if len(content) > MOST_BYTES:
        raise TableError(_("The file is too large (at most 50 MB)."))
    if not content.strip(b"\0\r\n\t ;,"):
        raise TableError(_("The file is empty."))
    _refuse_other_formats(content)
    text, encoding = _decoded(content)
    separators = _SEPARATORS
    if named := _SEPARATOR_LINE.match(text):
        separators, text = named[1], text[named.end() :]
    if not text.strip("\0\r\n\t ;,"):
        raise TableError(_("The file is empty."))
    # A limit of the whole process: a quote that is never closed makes one long cell.
    csv.field_size_limit(LONGEST_CELL)
    try:
        separator, place, header = _find_header(text, separators)
    except csv.Error as error:
        raise TableError(
            _("The table cannot be read: a cell is too long or a quote is not closed.")
        ) from error
    header.check()
    lines = _lines_below(place, _records(text, separator))
    return Table(header, lines, Source("CSV", encoding, separator))


_OTHERS = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"),
    *(b"<", b"%PDF", b"{\\rtf", b"MIME-Version"),
)


def _refuse_other_formats(content: bytes) -> None:
    # Workbooks, old and new, and pages that call themselves workbooks.
    head = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if head.startswith(_OTHERS):
        raise TableError(_("Please save the table as .xlsx or .csv."))


_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_UNMARKED = (("utf-8", "UTF-8"), ("cp1252", "Windows-1252"))


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding, label in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], ((encoding, label),))
    return _strictly(content, _guesses(content))


def _guesses(content: bytes) -> tuple[tuple[str, str], ...]:
    """UTF-16 without its mark shows a NUL in every other byte of German text."""
    head = content[:1000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) > len(head) / 4:
            return ((encoding, "UTF-16"),)
    return _UNMARKED


def _strictly(content: bytes, guesses: Iterable[tuple[str, str]]) -> tuple[str, str]:
    for encoding, label in guesses:
        try:
            return content.decode(encoding), label
        except UnicodeDecodeError:
            continue
    raise TableError(
        _("The characters of this file cannot be read. Please save it as CSV (UTF-8).")
    )


def _find_header(text: str, separators: str) -> tuple[str, int, Header]:
    """The separator and the line that give the most columns we know."""
    candidates = [
        (separator, place, header)
        for separator in separators
        for place, header in enumerate(_head(text, separator))
    ]
    return max(candidates, key=lambda candidate: likeliest(candidate[2]))


def likeliest(header: Header) -> tuple[int, bool]:
    """How much a line looks like a header."""
    return len(set(header.columns.values())), bool(header.cells)


def _head(text: str, separator: str) -> list[Header]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [Header.of(cells) for cells in islice(reader, _HEAD)]


def _records(text: str, separator: str) -> Iterator[list[str]]:
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, strict=True)
    for number in count(1):
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = _(
                "Row %(row)d: a quotation mark begins or ends in the wrong place. "
                "Please save the table as CSV once more."
            )
            raise TableError(message % {"row": number}) from error
        if cells is None:
            return
        yield cells


def _lines_below(place: int, records: Iterable[list[str]]) -> list[Line]:
    lines = [
        Line(number, [unquoted(cell) for cell in cells])
        for number, cells in islice(enumerate(records, 1), place + 1, None)
        if any(map(str.strip, cells))
    ]
    return limited(lines)


def limited(lines: list[Line]) -> list[Line]:
    if len(lines) > MOST_LINES:
        message = _("The table has %(lines)s rows; at most %(limit)s go at once.")
        limits = {"lines": _figure(len(lines)), "limit": _figure(MOST_LINES)}
        raise TableError(message % limits)
    return lines


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)
