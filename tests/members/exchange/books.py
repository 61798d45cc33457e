"""Workbooks as people send them, and as attackers do; each built when asked for."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook

_STRINGS_TYPE = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "xl/worksheets/sheet1.xml"


def book_of(*rows, title="Mitglieder", change=None):
    """The rows, whose keys are the columns; ``change`` may alter the sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    if change:
        change(sheet)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_entries(content, changes):
    """With these entries in place of those of the same name; None removes one."""
    return packed(_entries(content) | changes)


def rewritten(content, name, old, new):
    """With other XML in one entry."""
    text = _entries(content)[name].decode()
    assert old in text
    return packed(_entries(content) | {name: text.replace(old, new, 1)})


def packed(entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            if content is not None:
                archive.writestr(name, content)
    return file.getvalue()


STRINGS = "xl/sharedStrings.xml"
_INLINE = re.compile(
    r't="inlineStr"([^>]*)><is><t([^>]*)>(.*?)</t></is></c>', re.DOTALL
)


def with_shared_texts(content):
    """As Excel stores them: each text once, in an entry of their own."""
    entries, texts = _entries(content), []

    def share(found):
        texts.append(f"<si><t{found[2]}>{found[3]}</t></si>")
        return f't="s"{found[1]}><v>{len(texts) - 1}</v></c>'

    sheet = _INLINE.sub(share, entries[SHEET].decode())
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<Override PartName="/{STRINGS}" ContentType="{_STRINGS_TYPE}"/></Types>'
    types = entries["[Content_Types].xml"].decode().replace("</Types>", part)
    changed = {
        SHEET: sheet,
        STRINGS: f'<sst xmlns="{space}">{"".join(texts)}</sst>',
        "[Content_Types].xml": types,
    }
    return packed(entries | changed)


def _entries(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def bomb(size=256_000_000):
    """A sheet of as many spaces: less than a megabyte as it is sent."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f"<Types><x>{TYPE}.main+xml</x></Types>"
        )
        with archive.open(SHEET, "w", force_zip64=True) as entry:
            for _ in range(size // 1_000_000):
                entry.write(b" " * 1_000_000)
    return file.getvalue()
