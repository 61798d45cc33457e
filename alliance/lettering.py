"""Text for drawn pictures: which face has a letter, and where a line ends."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import ImageDraw, ImageFont

# The face of the headings, in its parts.
_FONTS = Path(settings.BASE_DIR, "alliance", "static", "alliance", "fonts")
FACES = tuple(
    _FONTS / f"heading-{name}.woff2" for name in ("latin", "latin-ext", "cyrillic")
)
# More letters than any picture has room for.
LONGEST = 300
_NOWHERE = "\uffff"
_AFTER_HYPHEN = re.compile(r"(?<=[-/–])(?=\w)")


class Setting(NamedTuple):
    """Lines of text and the size, in pixels, at which they fit."""

    lines: list[str]
    size: int


def readable(text: str) -> str:
    """The text without what cannot be drawn: signs, pictures, other scripts."""
    text = unicodedata.normalize("NFC", text)[:LONGEST]
    drawn = "".join(" " if c.isspace() else c for c in text if _has_glyph(c))
    return " ".join(drawn.split())


def fit(text: str, sizes: tuple[int, ...], *, width: int, most: int) -> Setting:
    """The text in the largest size in which it takes so many lines at the most."""
    for size in sizes:
        lines = _lines(text, size, width)
        if len(lines) <= most and all(length(line, size) <= width for line in lines):
            return Setting(lines, size)
    size = sizes[-1]
    lines = _lines(_broken(text, size, width), size, width)
    if len(lines) > most:
        last = _cut(f"{lines[most - 1]}…", size, width, "…")
        lines = [*lines[: most - 1], last]
    return Setting(lines, size)


def length(text: str, size: int) -> float:
    return sum(_font(face, size).getlength(run) for face, run in _runs(text))


def write(
    pencil: ImageDraw.ImageDraw, text: str, *, at: tuple[float, float], size: int
) -> None:
    """Draw one line of text; ``at`` is where its base line begins."""
    left, base = at
    for face, run in _runs(text):
        font = _font(face, size)
        pencil.text((left, base), run, fill=255, font=font, anchor="ls")
        left += font.getlength(run)


def _lines(text: str, size: int, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        for number, part in enumerate(_AFTER_HYPHEN.split(word)):
            space = " " if lines[-1] and not number else ""
            longer = f"{lines[-1]}{space}{part}"
            if not lines[-1] or length(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


def _broken(text: str, size: int, width: int) -> str:
    """The text with a hyphen and a space in each word that is wider than a line."""
    words = []
    for word in text.split():
        left = word
        while length(left, size) > width:
            head = _cut(left, size, width, "-")
            words.append(head)
            left = left[len(head) - 1 :]
        words.append(left)
    return " ".join(words)


def _cut(text: str, size: int, width: int, end: str) -> str:
    """As much of the text as fits, with ``end`` behind it."""
    text = text.removesuffix(end)
    lengths = range(1, len(text) + 1)
    fitting = bisect_right(
        lengths, width, key=lambda number: ceil(length(text[:number] + end, size))
    )
    return text[: max(1, fitting)].rstrip() + end


def _runs(text: str) -> list[tuple[int, str]]:
    """The parts of a text that one face can draw."""
    return [(face, "".join(run)) for face, run in groupby(text, key=_face_of)]


@lru_cache(maxsize=4096)
def _face_of(character: str) -> int:
    """The first face that has the character; spaces and the unknown go to the first."""
    return next((face for face in range(len(FACES)) if _is_in(face, character)), 0)


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    if character.isspace():
        return True
    # Without a letter of their own, and unseen.
    if unicodedata.category(character)[0] in "CM":
        return False
    return _is_in(_face_of(character), character)


def _is_in(face: int, character: str) -> bool:
    """A character that a face lacks looks like one that does not exist."""
    font = _font(face, 32)
    drawn, nothing = font.getmask(character), font.getmask(_NOWHERE)
    return drawn.size != nothing.size or bytes(drawn) != bytes(nothing)


@lru_cache(maxsize=32)
def _font(face: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES[face], size)
