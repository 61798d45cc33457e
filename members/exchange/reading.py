"""A file that someone sends becomes a table, whatever its kind."""

from __future__ import annotations

from members.exchange.table import AS_IT_STANDS, Reading, Table, read_csv
from members.exchange.xlsx import read_xlsx

_PACKED = b"PK\x03\x04"


def read(content: bytes, reading: Reading = AS_IT_STANDS) -> Table:
    """The table, or a ``TableError`` with a sentence for its sender."""
    if content.startswith(_PACKED):
        return read_xlsx(content, reading)
    return read_csv(content)
