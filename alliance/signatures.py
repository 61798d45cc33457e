"""What a file is by its first bytes, and how large an image says to be.

Nothing is decoded: this runs where visitors are served, on whatever they send.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from struct import error, unpack_from

type Size = tuple[int, int]  # width, height

OURS = ("PNG", "JPEG", "GIF", "WEBP")
PDF = "PDF"
SVG = "SVG"
HEIC = "HEIC"

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"%PDF-": PDF,
    b"%!PS": "EPS",
    b"\xc5\xd0\xd3\xc6": "EPS",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"II+\0": "TIFF",
    b"MM\0+": "TIFF",
    b"BM": "BMP",
    b"8BPS": "PSD",
    b"\0\0\1\0": "ICO",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\xff\x0a": "JPEG XL",
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_GZIP = b"\x1f\x8b"
_TGA_END = b"TRUEVISION-XFILE.\0"
_HEAD = 65_536
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
# Segments of a JPEG before its size is told; a thousand are more than any camera's.
_MOST_SEGMENTS = 1000
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def kind(content: bytes) -> str:
    """The format by its usual name, or an empty text for what is no known image."""
    head = content[:_HEAD]
    for beginning, name in _BEGINNINGS.items():
        if head.startswith(beginning):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _brand(head)
    if _is_svg(head):
        return SVG
    return "TGA" if content.endswith(_TGA_END) else ""


def size(content: bytes) -> Size | None:
    """Width and height as the header states them; none where it is not found."""
    read = _SIZES.get(kind(content))
    try:
        return read(content) if read else None
    except error:
        return None


def is_empty_gif(content: bytes) -> bool:
    """Whether no image can follow where one has to: a script that begins like a GIF."""
    flags = content[10] if len(content) > 10 else 0  # noqa: PLR2004 (the format's)
    table = 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
    return content[13 + table : 14 + table] not in (b"!", b",")


def _brand(head: bytes) -> str:
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, 64, 4))}
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return HEIC if brands & _HEIC_BRANDS else ""


def _is_svg(head: bytes) -> bool:
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD)
        except zlib.error:
            return False
    # As text of two bytes a sign, too.
    text = head.replace(b"\0", b"").lstrip(_BYTE_ORDER_MARKS).lstrip().lower()
    return text.startswith(b"<") and b"<svg" in text


def _png(content: bytes) -> Size:
    return unpack_from(">II", content, 16)


def _gif(content: bytes) -> Size:
    return unpack_from("<HH", content, 6)


def _webp(content: bytes) -> Size | None:
    chunk = content[12:16]
    if chunk == b"VP8 ":
        width, height = unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    if chunk == b"VP8L":
        (bits,) = unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8X":
        low, high = unpack_from("<IH", content, 24)
        return (low & 0xFFFFFF) + 1, (low >> 24 | high << 8) + 1
    return None


def _jpeg(content: bytes) -> Size | None:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        sign, marker, length = unpack_from(">BBH", content, at)
        if sign != 0xFF:  # noqa: PLR2004 (the format's)
            return None
        if marker in _FRAMES:
            height, width = unpack_from(">HH", content, at + 5)
            return width, height
        at += 1 if marker == sign else 2 + length
    return None


_SIZES: dict[str, Callable[[bytes], Size | None]] = {
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
    "JPEG": _jpeg,
}
