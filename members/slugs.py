"""Addresses from German names: the part of a URL that stays for ever."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import count

from django.utils.text import slugify

LONGEST = 80

# What stands at the place of a slug in addresses of ours.
RESERVED = frozenset({"neu"})

_FALLBACK = "organisation"
_SPELT_OUT = str.maketrans(
    {
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ẞ": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ø": "oe",
        "Ø": "Oe",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "&": " und ",
        "/": " ",
        "–": " ",
        "—": " ",
    }
)


def slug_for(name: str, *, kind: str = _FALLBACK) -> str:
    """The slug of a name, of at most 80 characters; never empty, for it has a kind."""
    spelt_out = unicodedata.normalize("NFC", name).translate(_SPELT_OUT)
    return _shortened(slugify(spelt_out).replace("_", "-"), LONGEST) or kind


def slugs_for(name: str, *, kind: str = _FALLBACK) -> Iterator[str]:
    """The slug of a name, and then the same with 2, 3, 4 … at its end."""
    slug = slug_for(name, kind=kind)
    if slug not in RESERVED:
        yield slug
    for number in count(2):
        end = f"-{number}"
        yield _shortened(slug, LONGEST - len(end)) + end


def _shortened(slug: str, length: int) -> str:
    """Whole words where possible."""
    if len(slug) > length:
        start = slug[:length]
        whole = start if slug[length] == "-" else start.rpartition("-")[0]
        slug = whole or start
    return slug.strip("-")
