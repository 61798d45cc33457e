"""The words of a text as people write them in German, each with its position.

What is written with a hyphen gives the whole and its pieces ("E-Hand": ehand, e,
hand); "Lohn- und Gehaltsabrechnung" also gives the word that the hyphen stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from members.directory.compounds import PREFIXES, cut
from members.directory.fold import fold

LONGEST_WORD = 100
MOST_TOKENS = 10_000
MOST_PIECES = 8
SHORT = 2  # letters of a piece that makes "S/4HANA" one word, but not "Lager/Logistik"
REACH = 3  # words between a hyphen and the word that completes it
TAILS = 2

_WORD = re.compile(r"[^\W_]+(?:\.(?<=[0-9]\.)(?=[0-9])[^\W_]+)*")
_SIGNS = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
_SIGNED = re.compile(r"(?<![\w.])(?:c\+\+|[cf]#|(?:asp)?\.net)(?![\w+#])")
_AT_LEAST = re.compile(r"(?<!\w)([0-9]{2,3})\+(?!\w)")
_PARAGRAPH = re.compile(r"(§\s{0,3}[0-9]{1,4})\s([a-z])(?![\w.])")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WITH_SIGNS = re.compile(r"[^\w\s.,;!?„“”]|[\d_]|\.(?=\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

_GENDER_GAPS = {":", "*", "_", "·", "/", "/-", ":-", "(", "(-"}
_GENDER_SIGNS = {":", "*", "_", "·"}
_GENDER_ENDINGS = {"in", "innen", "r", "n", "e", "er", "en", "frau", "frauen", "mann"}
_MAN_OR_WOMAN = re.compile(r"(?:mann|frauen|frau)$")
_CONJUNCTIONS = {"und", "oder", "bzw", "beziehungsweise", "sowie", "u", "o", "auch"}
_LONG_PREFIXES_FIRST = sorted(PREFIXES, key=len, reverse=True)
_LEADING_HYPHEN = re.compile(r"(?:^|[\s/,(])-$")


class Token(NamedTuple):
    """A folded word; several at one position are readings of the same place."""

    word: str
    position: int


@dataclass(slots=True)
class Unit:
    """What is written in one go: its pieces, and other words it stands for."""

    gap: str
    pieces: list[str]
    others: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    is_open: bool = False  # a hyphen stands for the rest: "Lohn- und …"

    @property
    def word(self) -> str:
        """The one word it is best looked up by."""
        return (self.completed or [joined(self.pieces)])[0][:LONGEST_WORD]

    @property
    def is_conjunction(self) -> bool:
        return self.pieces[0] in _CONJUNCTIONS

    @property
    def has_leading_hyphen(self) -> bool:
        return self.gap != " " and bool(_LEADING_HYPHEN.search(self.gap))


def joined(pieces: Iterable[str]) -> str:
    """Folded pieces as one folded word: "a" and "e" meet as an umlaut."""
    return fold("".join(pieces))


def words(text: str) -> set[str]:
    """All words of the text to be found by.

    Sentences without signs, and most are, need no more than their letters.
    """
    found: set[str] = set()
    for sentence in _SENTENCE_END.split(text.replace(" – ", ", ")):
        if _WITH_SIGNS.search(sentence):
            found.update(token.word for token in tokens(sentence))
        else:
            found.update(word[:LONGEST_WORD] for word in _WORD.findall(fold(sentence)))
    return found


def tokens(text: str, limit: int = MOST_TOKENS) -> list[Token]:
    """All words of the text to be found by, in order, at most ``limit``."""
    found: list[Token] = []
    position = 0
    for unit in units(text):
        first, *rest = unit.pieces
        found += [Token(word, position) for word in _readings(first, unit)]
        found += [Token(word, position + i) for i, word in enumerate(rest, 1)]
        position += len(unit.pieces)
        if len(found) >= limit:
            break
    return found[:limit]


def _readings(first: str, unit: Unit) -> Iterable[str]:
    pieces = unit.pieces
    words = [first, *unit.others, *unit.completed]
    if len(pieces) > 1:
        words.append(joined(pieces))
        words += [joined(pair) for pair in pairwise(pieces)]
    return dict.fromkeys(word[:LONGEST_WORD] for word in words)


def units(text: str) -> list[Unit]:
    """The text's words, grouped as they are written."""
    text = _prepared(text)
    made: list[Unit] = []
    end = 0
    for found in _WORD.finditer(text):
        gap, word = text[end : found.start()], found.group()[:LONGEST_WORD]
        end = found.end()
        if gap == " " or not made or not _taken_in(made[-1], gap, word):
            made.append(Unit(gap, [word]))
    _complete(made)
    return made


def _prepared(text: str) -> str:
    text = fold(_APOSTROPHE.sub("", text))
    text = _SIGNED.sub(_spelt_out, text)
    return _PARAGRAPH.sub(r"\1\2", _AT_LEAST.sub(r"\1plus", text))


def _spelt_out(found: re.Match[str]) -> str:
    return _SIGNS.get(found.group(), "aspnet")


def _taken_in(unit: Unit, gap: str, word: str) -> bool:
    """Whether the word goes on with what is written before it; adds it then."""
    last = unit.pieces[-1]
    if _is_gender(gap, word) and last.isalpha() and len(last) > SHORT:
        unit.others.append(_gendered(last, word))
        return True
    if _is_joined(gap, last, word) and len(unit.pieces) < MOST_PIECES:
        unit.pieces.append(word)
        return True
    unit.is_open = gap.startswith("-") and gap != "-"
    return False


def _is_gender(gap: str, word: str) -> bool:
    if gap in _GENDER_SIGNS and word.startswith("innen"):
        return True
    return gap in _GENDER_GAPS and word in _GENDER_ENDINGS


def _gendered(word: str, ending: str) -> str:
    if _MAN_OR_WOMAN.match(ending):
        word = _MAN_OR_WOMAN.sub("", word)
    return word + ending


def _is_joined(gap: str, last: str, word: str) -> bool:
    return gap == "-" or (gap in {"/", "&", "."} and min(len(last), len(word)) <= SHORT)


def _complete(made: list[Unit]) -> None:
    """Give the units with a hyphen for a missing part the words they stand for."""
    for place, unit in enumerate(made):
        if unit.is_open:
            unit.completed = _completed_by_what_follows(unit, made, place)
        elif unit.has_leading_hyphen and place:
            unit.completed = _completed_by_what_precedes(unit, made, place)


def _completed_by_what_follows(unit: Unit, made: list[Unit], place: int) -> list[str]:
    for follower in made[place + 1 : place + 1 + 2 * REACH]:
        if not follower.is_open and not follower.is_conjunction:
            start = "".join(unit.pieces)
            return [
                start + tail
                for tail in _tails(start, follower)
                if not start.endswith(tail)
            ]
    return []


def _tails(start: str, unit: Unit) -> list[str]:
    word = unit.pieces[-1]
    if start in PREFIXES:
        for prefix in _LONG_PREFIXES_FIRST:
            if word.startswith(prefix) and len(word) > len(prefix) + SHORT:
                return [word.removeprefix(prefix)]
    texts = unit.pieces if len(unit.pieces) > 1 else [s.text for s in cut(word)]
    return ["".join(texts[i:]) for i in range(1, len(texts))][:TAILS]


def _completed_by_what_precedes(unit: Unit, made: list[Unit], place: int) -> list[str]:
    before = made[place - 1]
    if before.is_conjunction and place > 1:
        before = made[place - 2]
    elif unit.gap[:1] not in {"/", ","}:
        return []
    pieces, word = before.pieces, unit.pieces[0]
    if _MAN_OR_WOMAN.match(word) and _MAN_OR_WOMAN.search(pieces[-1]):
        return [_gendered(pieces[-1], word)]
    texts = pieces if len(pieces) > 1 else [s.text for s in cut(pieces[0])]
    return ["".join(texts[:-1]) + word] if len(texts) > 1 else []
