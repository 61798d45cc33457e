"""What a workbook is packed in, looked at before anything is unpacked."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from members.exchange.columns import TableError

MOST_BYTES = 50_000_000  # unpacked
MOST_ENTRIES = 200
STEEPEST = 100  # times as large unpacked as packed
_FLAT = 1_000_000  # bytes; what is smaller may be as steep as it likes
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_DIRECTORY = 100_000  # bytes of the list of entries
_TYPES = "[Content_Types].xml"
_WORKBOOK = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml")
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)


def check(content: bytes) -> None:
    """Refuse what is no workbook of Excel, or would grow too large."""
    _check_extent(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            _check_kind(archive, entries)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error


def save_as() -> TableError:
    return TableError(_("Please save the table as .xlsx or .csv."))


def damaged() -> TableError:
    return TableError(
        _("The file is damaged or incomplete. Please save the table once more.")
    )


def too_large() -> TableError:
    return TableError(
        _("The file is too large when it is unpacked. Please save it as .csv.")
    )


def _check_extent(content: bytes) -> None:
    """By the last lines of the archive alone: how much there is to list."""
    at = content.rfind(_END, -_END_LENGTH - _LONGEST_COMMENT)
    if at < 0 or len(content) < at + _END_LENGTH:
        raise damaged()
    entries, length = struct.unpack_from("<HI", content, at + 10)
    if entries > MOST_ENTRIES or length > _DIRECTORY:
        raise too_large()


def _check_sizes(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise too_large()
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise too_large()
    for entry in entries:
        steepness = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > _FLAT and steepness > STEEPEST:
            raise too_large()


def _check_kind(archive: ZipFile, entries: list[ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    is_plain = all(
        not entry.flag_bits & 1 and entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        for entry in entries
    )
    if _TYPES not in names or not is_plain:
        raise save_as()
    types = archive.read(_TYPES)
    has_macros = _MACROS.search(types) or any("vbaProject" in name for name in names)
    if has_macros or not _WORKBOOK.search(types):
        raise save_as()
