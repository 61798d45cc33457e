import codecs

import pytest

from members.exchange.columns import COLUMNS, TableError
from members.exchange.table import MOST_LINES, read_csv

HEADER = ["Name", "Straße", "PLZ", "Ort", "E-Mail"]
ROWS = [
    ["Bürowelt Gruga", "Rüttenscheider Straße 1", "45131", "Essen", "a@b.example"],
    ["„Größe“ – alles; oder, nichts\tmehr", "Ä 1", "44787", "Bochum", "ü@b.example"],
]
ENCODINGS = {
    "utf-8": (b"", "utf-8", "UTF-8"),
    "utf-8 with a mark": (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    "utf-16-le without a mark": (b"", "utf-16-le", "UTF-16"),
    "utf-16-be without a mark": (b"", "utf-16-be", "UTF-16"),
    "windows": (b"", "cp1252", "Windows-1252"),
}


def text_of(rows, separator=";", end="\r\n"):
    quoted = [[f'"{cell}"' for cell in row] for row in rows]
    return "".join(separator.join(row) + end for row in quoted)


def read(text):
    return read_csv(text.encode())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("first_line", ["", "sep={}\r\n", "Mitglieder 2026\r\n\r\n"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_and_separator_gives_the_same_table(
    encoding, separator, first_line, end
):
    mark, codec, label = ENCODINGS[encoding]
    text = first_line.format(separator) + text_of([HEADER, *ROWS], separator, end)

    table = read_csv(mark + text.encode(codec))

    assert table.header.cells == tuple(HEADER)
    assert [line.cells for line in table.lines] == ROWS
    assert table.encoding == label


@pytest.mark.parametrize(
    "header",
    [
        "\ufeffName;Straße;PLZ;Ort;E-Mail",
        "NAME ; straße;\xa0plz; ort ;e - mail",
        "E-Mail-Adresse;Stadt;Postleitzahl;Strasse;Einrichtung",
        "Mail;Ort;PLZ;STR.;Name *",
        "Name;Straße;PLZ;Ort;E‑Mail;;;",
    ],
)
def test_a_header_is_found_by_its_names(header):
    table = read(header + "\n")

    assert {column.key for column in table.header.columns.values()} == {
        *("name", "street", "postal_code", "place", "email")
    }


def test_all_names_of_columns_are_known_and_different():
    names = [name for column in COLUMNS for name in (column.name, *column.other_names)]

    table = read(";".join([column.name for column in COLUMNS]) + "\n")

    assert list(table.header.columns.values()) == list(COLUMNS)
    assert len(names) == len({name.lower() for name in names})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Straße;PLZ;Ort;E-Mail", "Die Spalte „Name“ fehlt. Gefunden: Straße, PLZ, "),
        ("A;B\n1;2\n", "Die Spalte „Name“ fehlt. Die Spalte „Straße“ fehlt. "),
        ("\n" * 10 + ";".join(HEADER), "Die Spalte „Name“ fehlt. "),
        ("Name;Straße;PLZ;Ort;E-Mail;PLZ", "Die Spalte „PLZ“ gibt es mehrmals („PLZ“"),
        ("Name;Straße;PLZ;Ort;E-Mail;Mail", "Die Spalte „E-Mail“ gibt es mehrmals"),
        ("", "Die Datei ist leer."),
        (" \n;;;\n", "Die Datei ist leer."),
        ("PK\x03\x04…", "Bitte speichern Sie die Tabelle als .xlsx oder .csv."),
        ("<html><table>", "Bitte speichern Sie die Tabelle als .xlsx oder .csv."),
    ],
)
def test_a_table_without_its_columns_is_refused(text, sentence):
    with pytest.raises(TableError) as refused:
        read(text)

    assert str(refused.value).startswith(sentence)


def test_unknown_columns_are_named():
    table = read("status;Name;Straße;PLZ;Ort;E-Mail;network;is_staff\n")

    assert table.header.ignored == ["status", "network", "is_staff"]


def test_rows_are_counted_as_spreadsheets_do_and_blank_ones_skipped():
    start = text_of([HEADER, ["Eins\nund\nzwei", "", "", "", ""]])

    table = read(f"{start}\r\n;;;;\r\n ; ;\t;;\r\nzuletzt;;;;\r\n")

    assert [line.number for line in table.lines] == [2, 6]


@pytest.mark.parametrize(
    "row", ['"Ohne Ende;1;45127;Essen;a@b.example', '"Nord" Werk;1;45127;Essen;a@b']
)
def test_a_quotation_mark_in_the_wrong_place_is_told(row):
    with pytest.raises(TableError, match="Zeile 2: Ein Anführungszeichen"):
        read(f"{';'.join(HEADER)}\n{row}\nNoch einer;;;;\n")


def test_a_mark_before_a_formula_is_taken_off_once():
    table = read(";".join(HEADER) + "\n'=1+1;'+49;''-x;'0815;=2\n")

    assert table.lines[0].cells == ["=1+1", "+49", "'-x", "'0815", "=2"]


def test_bytes_that_no_encoding_explains_are_refused():
    with pytest.raises(TableError, match="Zeichen dieser Datei"):
        read_csv(b"Name;Stra\x81e\n")


def test_ten_thousand_rows_are_enough():
    rows = "A;B;45127;Essen;a@b.example\n" * (MOST_LINES + 1)

    with pytest.raises(TableError, match=r"10\.001 Zeilen; .* höchstens 10\.000"):
        read(f"{';'.join(HEADER)}\n{rows}")
