"""Lists of members as files: CSV, and workbooks in ``sheets``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import IO, NamedTuple

from members.exchange import sheets
from members.exchange.holdings import AT_A_TIME, holdings
from members.exchange.lines import HEADER, Cell, Line, in_words, lines
from members.exchange.quoting import quoted
from members.exchange.spelling import Spelling
from members.querysets import OrganisationQuerySet

CSV, XLSX = "csv", "xlsx"
# What XML cannot hold, and no form lets in.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Extent(NamedTuple):
    """How much a list holds."""

    organisations: int = 0
    rows: int = 0


type Watch = Callable[[Extent], None]


class Listing:
    """The lines of some organisations, which counts them as they go by.

    ``watch`` is told every now and then how far it is.
    """

    def __init__(
        self,
        organisations: OrganisationQuerySet,
        networks: Collection[int],
        watch: Watch = lambda _extent: None,
    ) -> None:
        self.organisations, self.networks = organisations, networks
        self.watch = watch
        self.extent = Extent()

    def __iter__(self) -> Iterator[Line]:
        spelling = Spelling()
        for holding in holdings(self.organisations, self.networks):
            told = [_writable(line) for line in lines(holding, spelling)]
            before = self.extent
            self.extent = Extent(before.organisations + 1, before.rows + len(told))
            yield from told
            if self.extent.organisations % AT_A_TIME == 0:
                self.watch(self.extent)

    def write(self, file_format: str, file: IO[bytes]) -> Extent:
        """All of it into the file; only then its extent is known."""
        write = sheets.write if file_format == XLSX else write_csv
        write(HEADER, self, file)
        return self.extent


def _writable(line: Line) -> Line:
    return [writable(cell) if isinstance(cell, str) else cell for cell in line]


def writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def write_csv(header: Line, rows: Iterable[Line], file: IO[bytes]) -> None:
    """As a German Excel opens it with a double click."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    text.detach()


def _text(cell: Cell) -> str:
    return in_words(cell) if isinstance(cell, date) else quoted(cell)
