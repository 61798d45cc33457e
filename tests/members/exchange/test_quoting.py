import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from members.exchange.quoting import quoted, unquoted

CELLS = st.text(st.characters(exclude_categories=["Cs"]))
RISKY = st.text("'=+-@\t\r\n\0 \";,|a0")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 201", "'+49 201"),
        ("-2+3", "'-2+3"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("\0x", "'\0x"),
        ("'=x", "''=x"),
        ("''=x", "'''=x"),
        ("'0815", "'0815"),
        ("O'Neill", "O'Neill"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_marked(cell, written):
    assert quoted(cell) == written
    assert unquoted(written) == cell


@settings(max_examples=2000)
@given(CELLS | RISKY)
@example("'")
def test_every_cell_comes_back_as_it_was(cell):
    assert unquoted(quoted(cell)) == cell


@settings(max_examples=500)
@given(st.lists(st.lists(CELLS | RISKY, min_size=2, max_size=4), min_size=1))
def test_every_table_comes_back_from_csv_as_it_was(rows):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([map(quoted, row) for row in rows])
    file.seek(0)

    read = list(csv.reader(file, delimiter=";", strict=True))

    assert [[unquoted(cell) for cell in row] for row in read] == rows
