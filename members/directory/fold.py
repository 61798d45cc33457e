"""One spelling for all that people write differently and mean alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_SIGNS = dict.fromkeys("‐‑‒–—―−⁃", "-") | dict.fromkeys("’ʼ‘", "'")
_PLAIN = str.maketrans(_LETTERS | _SIGNS)
# Signs on letters, and what no one sees: soft hyphens, joiners, marks of direction.
_UNSEEN = {"Mn", "Me", "Cf"}
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_VOWELS = re.compile(r"q?[aeou]{2,}")
# Not "i": Book III of the social code is not Book II.
_TRIPLE = re.compile(r"([a-hj-z])\1{2,}")


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Lower case without umlauts (ä and ae are a), ß (ss), accents and full width.

    The result is for comparing only: "aktuell" loses its e, but on both sides.
    """
    text = text.lower() if text.isascii() else _ascii_where_possible(text)
    return _TRIPLE.sub(r"\1\1", _VOWELS.sub(_without_umlauts, text))


def _ascii_where_possible(text: str) -> str:
    return _bare(_bare(text).casefold()).translate(_PLAIN)


def _bare(text: str) -> str:
    return _FOREIGN.sub(_seen, unicodedata.normalize("NFKD", text))


def _seen(letter: re.Match[str]) -> str:
    return "" if unicodedata.category(letter.group()) in _UNSEEN else letter.group()


def _without_umlauts(run: re.Match[str]) -> str:
    return _shortened(run.group())


@lru_cache(maxsize=1024)
def _shortened(vowels: str) -> str:
    """Take out each e that makes an umlaut of the vowel before it.

    It looks at what is written already, so that folding twice changes nothing.
    """
    written = ""
    for letter in vowels:
        is_umlaut = written[-1:] in {"a", "o"} or (
            written[-1:] == "u" and written[-2:-1] not in {"a", "e", "q"}
        )
        if letter != "e" or not is_umlaut:
            written += letter
    return written
