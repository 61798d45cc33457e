"""What a visitor typed, as words to look up. No text makes it fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from members.directory.common import is_course_word, is_stop_word
from members.directory.compounds import LONGEST, PREFIXES, Segment, cut
from members.directory.fold import fold
from members.directory.stems import stem
from members.directory.tokens import SHORT, Unit, joined, units

MOST_WORDS = 8
PAIR = 2
_QUOTES = re.compile('[„“”‟«»＂"]')
_MINUS = re.compile(r"(?:^|\s)[-‐‑–−]$")


class QueryWord(NamedTuple):
    """A word to look up; ``is_phrase`` marks words in quotes, meant as written.

    ``parts`` are stems that say the same together, without a head that only means
    "course": "Excelkurs" has the one part "excel". Empty where it is no compound.
    """

    word: str
    stem: str
    parts: tuple[str, ...] = ()
    is_excluded: bool = False
    is_optional: bool = False
    is_phrase: bool = False


class Joined(NamedTuple):
    """Two neighbours, and the one word that they may be: "kurz", "arbeit"."""

    first: QueryWord
    second: QueryWord
    word: str


class ParsedQuery(NamedTuple):
    words: tuple[QueryWord, ...] = ()
    phrases: tuple[str, ...] = ()  # folded, one space between words
    excluded_phrases: tuple[str, ...] = ()
    joined: tuple[Joined, ...] = ()
    only_stop_words: bool = False


class _Stretch(NamedTuple):
    """A piece of the text, in quotes or between them."""

    text: str
    is_phrase: bool
    is_excluded: bool


def parse_query(text: str) -> ParsedQuery:
    """Read the first words that say something; "quoted" and -excluded ones, too."""
    reader = _Reader()
    for stretch in _stretches(text):
        if stretch.is_phrase:
            reader.read_phrase(stretch)
        else:
            reader.read_words(units(stretch.text))
    return reader.parsed()


def _stretches(text: str) -> Iterator[_Stretch]:
    """Every second stretch stands in quotes; an unclosed quote is no quote."""
    texts = _QUOTES.split(text)
    if len(texts) % 2 == 0:
        texts[-2:] = [" ".join(texts[-2:])]
    before = ""
    for number, stretch in enumerate(texts):
        yield _Stretch(stretch, number % 2 == 1, bool(_MINUS.search(before)))
        before = stretch


class _Reader:
    """Collects words; a place is a word's index, or None for a stop word."""

    def __init__(self) -> None:
        self._words: list[QueryWord] = []
        self._phrases: list[str] = []
        self._excluded_phrases: list[str] = []
        self._runs: list[tuple[int, int, str]] = []
        self._has_stop_words = False

    @property
    def _is_full(self) -> bool:
        phrases = len(self._phrases) + len(self._excluded_phrases)
        return max(len(self._words), phrases) >= MOST_WORDS

    def read_phrase(self, stretch: _Stretch) -> None:
        pieces = [piece for unit in units(stretch.text) for piece in unit.pieces]
        if not pieces or self._is_full:
            return
        phrase = " ".join(fold(stretch.text).split())
        if stretch.is_excluded:
            self._excluded_phrases.append(phrase)
            return
        self._phrases.append(phrase)
        for piece in [p for p in pieces if not is_stop_word(p)] or pieces:
            self._keep(QueryWord(piece, stem(piece), is_phrase=True))

    def read_words(self, found: list[Unit]) -> None:
        places: list[int | None] = []
        for number, unit in enumerate(found):
            if self._is_full:
                break
            before = found[number - 1] if number else None
            places.append(self._read(unit, before))
        self._note_runs(found, places)

    def _read(self, unit: Unit, before: Unit | None) -> int | None:
        word = unit.word
        if is_stop_word(word):
            self._has_stop_words = True
            return None
        is_excluded = _is_excluded(unit, before)
        return self._keep(QueryWord(word, stem(word), _parts(unit), is_excluded))

    def _keep(self, word: QueryWord) -> int | None:
        if word in self._words:
            return self._words.index(word)
        if self._is_full:
            return None
        self._words.append(word)
        return len(self._words) - 1

    def _note_runs(self, found: list[Unit], places: list[int | None]) -> None:
        """Words side by side may be one word: two of them, or three ("S 4 HANA")."""
        for length in (2, 3):
            for start in range(len(places) - length + 1):
                run = found[start : start + length]
                kept = [p for p in places[start : start + length] if p is not None]
                word = joined(unit.word for unit in run)
                if any(self._words[place].is_excluded for place in kept):
                    continue
                if len(word) <= LONGEST and _may_be_one(run, kept, start):
                    pairs = zip(kept, kept[1:] or kept, strict=False)
                    self._runs += [(first, second, word) for first, second in pairs]

    def parsed(self) -> ParsedQuery:
        says_more = self._phrases or any(
            not word.is_excluded and not is_course_word(word.word)
            for word in self._words
        )
        words = [
            word._replace(is_optional=True)
            if says_more and _is_any_course(word)
            else word
            for word in self._words
        ]
        return ParsedQuery(
            tuple(words),
            tuple(self._phrases),
            tuple(self._excluded_phrases),
            tuple(Joined(words[a], words[b], word) for a, b, word in self._runs),
            self._has_stop_words and not words and not self._excluded_phrases,
        )


def _is_excluded(unit: Unit, before: Unit | None) -> bool:
    if before is None:
        return unit.has_leading_hyphen
    is_apart = unit.gap.endswith("-") and unit.gap[-2:-1].isspace()
    return is_apart and not before.is_conjunction


def _parts(unit: Unit) -> tuple[str, ...]:
    words = [unit.word] if unit.completed else unit.pieces
    segments = [s for word in words for s in cut(word) or (Segment(word, word),)]
    if len(segments) == 1:
        return ()
    head = segments[-1]
    if is_course_word(head.base):
        segments.pop()
    return tuple(dict.fromkeys(stem(s.base or s.text) for s in segments))


def _may_be_one(run: list[Unit], kept: list[int], start: int) -> bool:
    if run[0].is_open or any(unit.is_open or unit.gap.strip() for unit in run[1:]):
        return False
    if len(kept) < len(run):
        # "Aus Bildung": a stop word must be one that begins words, and come first.
        return len(kept) == 1 and start == 0 and run[0].word in PREFIXES
    return len(run) == PAIR or any(len(unit.word) <= SHORT for unit in run)


def _is_any_course(word: QueryWord) -> bool:
    return not (word.is_excluded or word.is_phrase) and is_course_word(word.word)
