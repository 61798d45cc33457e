"""The mark that is drawn for an organisation which has no logo."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape
from zlib import crc32

from alliance.brand import HUES

# Where there are no letters: a stop of the line.
STOP = '<circle cx="48" cy="32" r="10"/>'
_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORMS = re.compile(
    r"\be\.?\s?[VGK]\b\.?|\b(?:g?GmbH|gUG|UG|g?AG|KG|OHG|GbR|mbH|SE|Co|AöR|KöR)\b"
)
_SMALL_WORDS = frozenset(
    """
    a am an and at auf aus bei beim das de dem den der des die ein eine for für im in
    ins mit of on the u und vom von vor zu zum zur
    """.split()  # noqa: SIM905 - a list of words is read as words
)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two letters; none where the name has neither letter nor digit."""
    name = unicodedata.normalize("NFC", name)
    words = _WORD.findall(_LEGAL_FORMS.sub(" ", name)) or _WORD.findall(name)
    telling = [word for word in words if word.lower() not in _SMALL_WORDS]
    return "".join(word[0].upper()[0] for word in (telling or words)[:2])


def colour(slug: str) -> int:
    """One of eight, the same for ever."""
    return crc32(slug.encode()) % HUES + 1


def mark(slug: str, name: str) -> str:
    """HTML of the drawn mark; it says nothing that does not stand beside it."""
    letters = escape(initials(name))
    drawn = f'<text x="48" y="32">{letters}</text>' if letters else STOP
    return (
        f'<svg class="drawn hue-{colour(slug)}" viewBox="0 0 96 64"'
        f' aria-hidden="true">{drawn}</svg>'
    )
