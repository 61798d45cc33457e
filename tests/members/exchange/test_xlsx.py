"""Workbooks: what is read, and what never is."""

import time
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from members.exchange import workbook
from members.exchange.columns import TableError
from members.exchange.reading import read
from members.exchange.table import AS_IT_STANDS, Reading, read_csv
from tests.members.exchange import books
from tests.members.exchange.books import SHEET, book_of
from tests.members.exchange.lists import COLLEGE, EVERYTHING, WORKSHOP, text_of

SAVE_AS = "Bitte speichern Sie die Tabelle als .xlsx oder .csv."
TOO_LARGE = "Die Datei ist entpackt zu groß. Bitte speichern Sie die Tabelle als .csv."
DAMAGED = "Die Datei ist beschädigt oder unvollständig."
TYPES = "[Content_Types].xml"


def cells(table):
    return [line.cells for line in table.lines]


def cell(table, column, row=0):
    place = table.header.cells.index(column)
    return table.lines[row].cells[place]


def faults(table):
    names = table.header.cells
    return {names[place]: text for (_line, place), text in table.faults.items()}


def refused(content, reading=AS_IT_STANDS):
    with pytest.raises(TableError) as error:
        read(content, reading)
    return str(error.value)


def test_a_workbook_gives_the_same_table_as_a_csv_file():
    rows = [EVERYTHING, COLLEGE | {"Kurz": "'0815 =SUM"}]
    text = text_of(EVERYTHING, COLLEGE | {"Kurz": "'0815 =SUM"})

    book, plain = read(book_of(*rows)), read_csv(text.encode())

    assert read(books.with_shared_texts(book_of(*rows))) == book
    assert book.header == plain.header
    assert book.lines == plain.lines
    assert (book.source.format, book.source.sheet) == ("XLSX", "Mitglieder")


def test_signs_that_xml_spells_in_its_own_way_are_read_as_they_were():
    book = book_of(WORKSHOP | {"Kurz": "eins"})
    spelt = books.rewritten(book, SHEET, "eins", "a_x000D_b_x005F_x0041_ &amp; c")

    assert cell(read(spelt), "Kurz") == "a\rb_x0041_ & c"
    assert cell(read(books.with_shared_texts(spelt)), "Kurz") == "a\rb_x0041_ & c"


# Formats that are none


def ole(_book):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def macros(book):
    types = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return books.with_entries(book, {TYPES: types, "xl/vbaProject.bin": b"x"})


def hidden_macros(book):
    return books.with_entries(book, {"xl/vbaProject.bin": b"x"})


def open_document(_book):
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return books.packed({"mimetype": kind, "content.xml": "<x/>"})


def numbers(_book):
    return books.packed({"Index/Document.iwa": "x", "preview.jpg": "x"})


def packed_csv(_book):
    return books.packed({"liste.csv": text_of(WORKSHOP)})


def document(book):
    kind = b"wordprocessingml.document.main+xml"
    return books.with_entries(book, {TYPES: kind})


def empty_archive(_book):
    return books.packed({})


PAGES = {
    "html": "<html><table><tr><td>Name</td></tr></table>",
    "html after a mark": "\ufeff\r\n<!DOCTYPE html><table>",
    "xml": '<?xml version="1.0"?><Workbook>',
    "rtf": "{\\rtf1 Name}",
    "mail": "MIME-Version: 1.0\nContent-Type: text/html",
    "pdf": "%PDF-1.7",
}


@pytest.mark.parametrize(
    "make",
    [
        *(ole, macros, hidden_macros, open_document, numbers, packed_csv, document),
        empty_archive,
    ],
)
def test_another_format_is_named_in_one_sentence(make):
    assert refused(make(book_of(WORKSHOP))) == SAVE_AS


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_that_calls_itself_a_table_is_refused(page, encoding):
    assert refused(PAGES[page].encode(encoding)) == SAVE_AS


def test_what_is_cut_off_is_damaged():
    book = book_of(WORKSHOP)

    assert refused(book[: len(book) // 2]).startswith(DAMAGED)
    broken = books.with_entries(book, {SHEET: b"<worksheet><sheetData><row"})
    assert refused(broken).startswith(DAMAGED)


# Bombs and traps


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = books.bomb()
    assert len(content) < 1_000_000

    begun = time.process_time()
    sentence = refused(content)

    assert sentence == TOO_LARGE
    assert time.process_time() - begun < 3


def test_many_entries_and_large_media_are_refused():
    book = book_of(WORKSHOP)
    many = {f"xl/media/{i}.png": b"x" for i in range(201)}
    media = {f"xl/media/{i}.bin": bytes(range(256)) * 100_000 for i in range(2)}

    assert refused(books.with_entries(book, many)) == TOO_LARGE
    assert refused(books.with_entries(book, media)) == TOO_LARGE


def test_small_media_and_links_are_not_read():
    link = b'<externalLink xmlns="x"><externalBook href="http://127.0.0.1:1/"/>'
    more = {"xl/media/image1.png": b"x", "xl/externalLinks/externalLink1.xml": link}

    table = read(books.with_entries(book_of(WORKSHOP), more))

    assert cell(table, "Name") == "Werkstatt Nord"


ENTITIES = {
    "laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
    "file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "net": '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY a "x">]>',
}


@pytest.mark.parametrize("entry", [SHEET, "xl/workbook.xml", books.STRINGS])
@pytest.mark.parametrize("trick", ENTITIES)
def test_entities_of_xml_are_refused(trick, entry):
    book = books.with_shared_texts(book_of(WORKSHOP))
    with zipfile.ZipFile(BytesIO(book)) as archive:
        text = archive.read(entry).decode()
    head, body = text.split("?>", 1) if "?>" in text else ("", text)
    head = head and f"{head}?>"

    evil = books.with_entries(book, {entry: head + ENTITIES[trick] + body})

    assert refused(evil) == SAVE_AS


def test_a_cell_in_the_last_corner_costs_nothing():
    def far(sheet):
        sheet["XFD1048576"] = "weit weg"

    begun = time.monotonic()
    table = read(book_of(WORKSHOP, change=far))

    assert time.monotonic() - begun < 5
    assert cell(table, "Name") == "Werkstatt Nord"
    assert len(table.lines) == 1


def test_a_dimension_that_boasts_costs_nothing():
    book = book_of(WORKSHOP)
    boast = books.rewritten(book, SHEET, 'ref="A1:G2"', 'ref="A1:XFD1048576"')

    assert len(read(boast).lines) == 1


def test_more_than_ten_thousand_rows_are_refused():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    sheet.append(list(WORKSHOP))
    for number in range(10_020):
        sheet.append([f"W{number}", *list(WORKSHOP.values())[1:]])

    assert "10.000 Zeilen" in refused(books.saved(book))


def test_a_long_text_in_many_cells_is_too_much():
    long = "x" * 32_000
    rows = [WORKSHOP | {"Beschreibung": long} for _ in range(700)]

    assert refused(book_of(*rows)) == TOO_LARGE


# What cells say


@pytest.mark.parametrize(
    ("value", "column", "said"),
    [
        (datetime.fromisoformat("2027-03-01 00:00"), "AZAV gültig bis", "01.03.2027"),
        (date(2024, 2, 29), "Mitglied seit", "29.02.2024"),
        (45_000, "Mitglied seit", "15.03.2023"),
        (45_000.0, "AZAV gültig bis", "15.03.2023"),
        (45_000, "Kurz", "45000"),
        (2024, "Mitglied seit", "2024"),
        ("29.02.2023", "Mitglied seit", "29.02.2023"),
        ("2024-02-29", "Mitglied seit", "2024-02-29"),
        ("1/2/24", "Mitglied seit", "1/2/24"),
        ("ab sofort", "Mitglied seit", "ab sofort"),
        (17, "Nr", "17"),
        (123_456_789_012, "KURSNET-Nr", "123456789012"),
        (3.5, "Kurz", "3,5"),
        (True, "Kurz", "WAHR"),
        (45_127, "PLZ", "45127"),
        (1067, "PLZ", "01067"),
        ("01067", "PLZ", "01067"),
        ("+49 201 1234", "Telefon", "+49 201 1234"),
        ("'0815", "Kurz", "'0815"),
    ],
)
def test_a_cell_is_read_as_its_column_means_it(value, column, said):
    table = read(book_of(WORKSHOP | {column: value}))

    assert cell(table, column) == said
    assert not table.faults


def test_the_calendar_of_1904_is_heeded():
    book = Workbook()
    book.epoch = datetime.fromisoformat("1904-01-01")
    row = WORKSHOP | {"Mitglied seit": date(2024, 2, 29), "AZAV gültig bis": 45_000}
    book.active.append(list(row))
    book.active.append(list(row.values()))

    table = read(books.saved(book))

    assert cell(table, "Mitglied seit") == "29.02.2024"
    assert cell(table, "AZAV gültig bis") == "16.03.2027"


@pytest.mark.parametrize(
    ("value", "column", "fault"),
    [
        ("=1+1", "Kurz", "In der Zelle steht eine Formel."),
        ("=HYPERLINK(A1)", "Name", "In der Zelle steht eine Formel."),
        ("#N/A", "Kurz", "Die Zelle zeigt einen Fehler (#N/A)."),
        (2_011_234, "Telefon", "Die Zelle ist eine Zahl"),
    ],
)
def test_a_cell_that_cannot_be_told_is_a_fault(value, column, fault):
    table = read(book_of(WORKSHOP | {column: value}))

    assert faults(table)[column].startswith(fault)


def test_a_lost_zero_of_a_postal_code_is_told():
    table = read(book_of(WORKSHOP | {"PLZ": 1067}))

    assert [str(notice) for notice in table.notices] == [
        "Zeile 2, Spalte „PLZ“: 1067 wurde als 01067 gelesen: Die führende Null war "
        "verloren gegangen."
    ]


# How sheets are laid out


def test_titles_may_stand_above_the_header():
    def titles(sheet):
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Mitglieder 2026"

    table = read(book_of(WORKSHOP, COLLEGE, change=titles))

    assert [line.number for line in table.lines] == [5, 6]


def test_a_header_below_the_tenth_line_is_not_found():
    sentence = refused(book_of(WORKSHOP, change=lambda sheet: sheet.insert_rows(1, 10)))

    assert sentence == "Die Datei ist leer."


def test_merged_cells_count_for_the_first_and_are_told():
    def merge(sheet):
        sheet.merge_cells("B2:B3")

    table = read(book_of(WORKSHOP, COLLEGE, change=merge))

    assert (cell(table, "Name"), cell(table, "Name", 1)) == ("Werkstatt Nord", "")
    assert [str(notice) for notice in table.notices] == [
        "Zeile 2: Die Zellen B2:B3 sind verbunden; was dort steht, gilt nur für die "
        "erste."
    ]


def hide(sheet):
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["H"].hidden = True
    sheet.auto_filter.ref = "A1:H3"


def test_what_is_hidden_is_read_only_when_it_is_wished():
    content = book_of(WORKSHOP, COLLEGE | {"Kurz": "verborgen"}, change=hide)

    seen, all_of_it = read(content), read(content, Reading(with_hidden=True))

    assert [line.number for line in seen.lines] == [3]
    assert "Kurz" not in seen.header.cells
    assert [line.number for line in all_of_it.lines] == [2, 3]
    assert cell(all_of_it, "Kurz", 1) == "verborgen"
    assert (seen.source.hidden_rows, seen.source.hidden_columns) == (1, 1)
    assert seen.source.is_filtered


def test_the_sheet_that_looks_like_a_list_is_taken_and_another_can_be_chosen():
    book = Workbook()
    book.active.title = "Deckblatt"
    book.active["A1"] = "Unsere Mitglieder"
    for title, row in (("Liste", WORKSHOP), ("Alt", COLLEGE)):
        sheet = book.create_sheet(title)
        sheet.append(list(row))
        sheet.append(list(row.values()))
    book["Alt"].sheet_state = "hidden"
    content = books.saved(book)

    first, other = read(content), read(content, Reading("Alt"))

    assert (first.source.sheet, cell(first, "Nr")) == ("Liste", "W1")
    assert first.source.sheets == ("Deckblatt", "Liste")
    assert first.source.hidden_sheets == ("Alt",)
    assert cell(other, "Nr") == "K1"
    assert refused(content, Reading("Deckblatt")).startswith("Die Spalte „Name“ fehlt.")


def test_the_process_that_reads_knows_nothing_of_django():
    lines = Path(workbook.__file__).read_text().splitlines()

    imported = [line for line in lines if line.startswith(("from ", "import "))]
    assert len(imported) > 10
    assert not [line for line in imported if "django" in line or "members" in line]
