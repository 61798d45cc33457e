"""Words of old HTML as paragraphs of Markdown, with what is strong, and links."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from news import markup

BREAK = "\ue001"  # Nobody can have typed it.
_KINDS = ("link", "is_strong", "is_emphasised")
_SIGNS = ("[{0}]({1})", "**{0}**", "_{0}_")
# Beside a letter, what ends with such a sign cannot be strong.
_SIGNS_AT_ENDS = " .,:;!?"

# What begins something at the beginning of a line; digits are an item of a list.
_BEGINNING = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-(?=[-\s]*$))")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_SPECIAL = re.compile(r"([\\*\[\]]|<(?=[A-Za-z])|(?<![^\W_])_|_(?![^\W_]))")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CLOSING = re.compile(r"(?<=\s)#+$")


class Piece(NamedTuple):
    """Words of one kind."""

    text: str
    link: str = ""
    is_strong: bool = False
    is_emphasised: bool = False


def paragraphs(pieces: list[Piece], *, is_heading: bool = False) -> list[str]:
    """Where two lines end at once, a paragraph does, but for a heading."""
    found: list[list[Piece]] = [[]]
    breaks = 0
    for piece in pieces:
        if piece.text == BREAK:
            breaks += 1
        elif piece.text.strip():
            if breaks and found[-1]:
                _end_line(found, is_heading=is_heading, is_last=breaks > 1)
            breaks = 0
            found[-1].append(piece)
        elif piece.text and not breaks:
            found[-1].append(piece)
    return [text for one in found if (text := _paragraph(one))]


def _end_line(found: list[list[Piece]], *, is_heading: bool, is_last: bool) -> None:
    if is_heading:
        found[-1].append(Piece(" "))
    elif is_last:
        found.append([])
    else:
        found[-1].append(Piece(BREAK))


def _paragraph(pieces: list[Piece]) -> str:
    """With links and emphasis where Markdown can say it, else the words alone."""
    spaced = _spaced(pieces)
    told = "".join(piece.text for piece in spaced).replace(BREAK, "\n")
    linked = [Piece(piece.text, piece.link) for piece in spaced]
    attempts = [(spaced, " "), (spaced, _SIGNS_AT_ENDS), (linked, " ")]
    for attempt, outside in attempts:
        text = _lines(_marked(attempt, outside))
        if markup.words(text) == told:
            return text
    return _lines(_marked([Piece(piece.text) for piece in spaced], " "))


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """One space between words, none at the ends of a line."""
    found: list[Piece] = []
    is_open = False
    for piece in pieces:
        text = _SPACE.sub(" ", piece.text)
        if not is_open:
            text = text.lstrip()
        if text:
            found.append(piece._replace(text=text))
            is_open = not text.endswith((" ", BREAK))
    for place, piece in enumerate(found):
        follows = found[place + 1].text if place + 1 < len(found) else BREAK
        if follows == BREAK:
            found[place] = piece._replace(text=piece.text.rstrip())
    return [piece for piece in found if piece.text]


def _marked(pieces: list[Piece], outside: str, kind: int = 0) -> str:
    """With signs for links, for what is strong and for what is emphasised.

    ``outside`` is what they do not reach over at either end.
    """
    if kind == len(_KINDS):
        return _SPECIAL.sub(r"\\\1", "".join(piece.text for piece in pieces))
    found = ""
    for value, group in groupby(pieces, attrgetter(_KINDS[kind])):
        inner = _marked(list(group), outside, kind + 1)
        core = inner.strip(outside if kind else None)
        if value and core:
            if kind == 0 and found.endswith("!"):
                found = f"{found[:-1]}\\!"  # or it would be a picture
            before, after = inner.split(core, 1)
            inner = f"{before}{_SIGNS[kind].format(core, value)}{after}"
        found += inner
    return found


def _lines(text: str) -> str:
    return "\n".join(map(_begun, text.split(BREAK)))


def _begun(line: str) -> str:
    """A line of words, which must not begin anything else."""
    line = _CLOSING.sub(r"\\\g<0>", line)
    if _BEGINNING.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
