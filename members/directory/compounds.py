"""German compounds taken apart by a list of words: data/compounds.txt.

From the right to the left, each place in a word learns the best way to cut what
follows it: all known before partly unknown, few segments before many, a long head
before a short one. What no list knows may stand in front only ("Zumbatrainer").
A listed word is never cut, nor is one with a prefix ("Umschulung" is no "Schulung").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from members.directory.fold import fold
from members.directory.stems import stem

LONGEST = 40
SHORTEST_HEAD = 5  # behind letters that no list knows
SHORTEST_EXTRA = 4
SHORTEST_PIECE = 3  # of letters beside a number
NOTHING: frozenset[str] = frozenset()

_LIST = Path(__file__).parents[1] / "data" / "compounds.txt"
_PREFIX_WORDS = """
    ab an auf aus be bei dar durch ein ent er fort ge her hin los miss mit nach ruck
    uber um un unter ver vor voran voraus weg weiter wider wieder zer zu zuruck zusammen
"""
PREFIXES = frozenset(_PREFIX_WORDS.split())
_PREFIXES_BY_START = {
    start: tuple(sorted(p for p in PREFIXES if p.startswith(start)))
    for start in {prefix[:2] for prefix in PREFIXES}
}
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]")
_NOUN_ENDINGS = ("ung", "heit", "keit", "schaft", "ion", "tat", "ling", "tum", "enz")
_ADJECTIVE_ENDINGS = ("te", "che", "ne", "se")  # die Beauftragte, ein Beauftragter
_LINKS = ("s", "es", "n", "en", "er", "e", "ens", "ns")
_ENDINGS = ("s", "e", "en", "es", "er", "ern", "n", "in", "innen")
_SHORTEST = 4  # of a compound, and of a word that drops its e in front of another


class Segment(NamedTuple):
    """A piece of a compound as written, and its base form ("" where unknown)."""

    text: str
    base: str


class _Cut(NamedTuple):
    cost: int
    segments: tuple[Segment, ...]


class _Lexicon:
    """The forms that words take in front of others, at the end, and alone."""

    def __init__(self, lines: Iterable[str], older: _Lexicon | None = None) -> None:
        self.fronts: dict[str, str] = dict(older.fronts) if older else {}
        self.ends: dict[str, str] = dict(older.ends) if older else {}
        self.wholes: set[str] = set(older.wholes) if older else set()
        self.clear_heads: set[str] = set(older.clear_heads) if older else set()
        for line in lines:
            self._learn(line)
        lengths = defaultdict(set)
        for form in self.fronts:
            lengths[form[:2]].add(len(form))
        self._lengths = {start: sorted(found) for start, found in lengths.items()}

    def _learn(self, line: str) -> None:
        word = fold(line.strip("=-~"))
        mark = line[0] if line[0] in "=-~" else line[-1]
        if mark == "=":
            self.wholes.update(_end_forms(word))
            return
        if line[0] != "-":
            _keep(self.fronts, _front_forms(word), word)
        if line[-1] != "-":
            _keep(self.ends, _end_forms(word), word)
        if mark not in "-~" and len(word) >= SHORTEST_HEAD:
            self.clear_heads.add(word)

    def fronts_at(self, word: str, start: int) -> Iterator[tuple[int, str]]:
        """Where known words that begin here end, with their base forms."""
        for length in self._lengths.get(word[start : start + 2], ()):
            if start + length >= len(word):
                return
            if base := self.fronts.get(word[start : start + length]):
                yield start + length, base


def _keep(known: dict[str, str], forms: Iterable[str], word: str) -> None:
    """A word that is listed itself comes before another word's inflection."""
    for form in forms:
        if form == word or form not in known:
            known[form] = word


def _front_forms(word: str) -> Iterator[str]:
    yield word
    if word.endswith("e"):
        yield from (word + "n", word + "ns", word + "s")
        if len(word) > _SHORTEST:
            yield from (word[:-1], word[:-1] + "s")
    elif word.endswith(_NOUN_ENDINGS):
        yield from (word + "s", word + "en")
    elif word.endswith(("er", "el")):
        yield from (word + "s", word + "n", word + "innen")
    else:
        yield from (word + link for link in _LINKS)


def _end_forms(word: str) -> Iterator[str]:
    yield word
    yield from (word + ending for ending in _endings(word))
    if word.endswith("e"):
        yield from (word[:-1] + "in", word[:-1] + "innen")


def _endings(word: str) -> tuple[str, ...]:
    if word.endswith("e"):
        return ("n", "r", "s") if word.endswith(_ADJECTIVE_ENDINGS) else ("n", "s")
    if word.endswith(_NOUN_ENDINGS):
        return ("en",)
    if word.endswith(("er", "el")):
        return ("n", "s", "in", "innen")
    return ("nen", "s") if word.endswith("in") else _ENDINGS


@lru_cache(maxsize=4)
def _lexicon(extra: frozenset[str]) -> _Lexicon:
    if not extra:
        lines = _LIST.read_text(encoding="utf-8").splitlines()
        return _Lexicon(line for line in lines if line and not line.startswith("#"))
    useful = (w for w in sorted(extra) if w.isalpha() and len(w) >= SHORTEST_EXTRA)
    return _Lexicon((w for w in useful if not cut(w)), _lexicon(NOTHING))


@lru_cache(maxsize=1 << 14)
def parts(word: str, extra: frozenset[str] = NOTHING) -> tuple[str, ...]:
    """The stems of a folded compound's words, then those of the compounds inside it.

    Empty where the word is no compound. ``extra`` are further words to know.
    """
    segments = cut(word, extra)
    known = [segment for segment in segments if segment.base]
    stems = [stem(segment.base) for segment in known]
    for length in range(2, len(segments)):
        for start in range(len(known) - length + 1):
            *front, head = known[start : start + length]
            stems.append(stem("".join(s.text for s in front) + head.base))
    return tuple(dict.fromkeys(stems))


@lru_cache(maxsize=1 << 12)
def cut(word: str, extra: frozenset[str] = NOTHING) -> tuple[Segment, ...]:
    """A folded compound's segments in order; empty where the word is none."""
    if not _SHORTEST <= len(word) <= LONGEST:
        return ()
    if not word.isalpha():
        return _pieces(word)
    lexicon = _lexicon(extra)
    if word in lexicon.wholes:
        return ()
    cuts = _cuts(word, lexicon)
    if whole := cuts[0]:
        return whole.segments if len(whole.segments) > 1 else ()
    return _with_unknown_front(word, cuts, lexicon)


def _pieces(word: str) -> tuple[Segment, ...]:
    """Letters and numbers of "office365", but nothing of "34a" and "b2"."""
    found = _PIECES.findall(word)
    if not any(len(p) >= SHORTEST_PIECE and p.isalpha() for p in found):
        return ()
    return tuple(Segment(piece, piece) for piece in found if len(piece) > 1)


def _cuts(word: str, lexicon: _Lexicon) -> list[_Cut | None]:
    """For each place the best cut of all that follows; None where there is none."""
    best: list[_Cut | None] = [None] * len(word) + [_Cut(0, ())]
    for start in range(len(word) - 2, -1, -1):
        for end, base, cost in _segments_at(word, start, lexicon):
            rest = best[end]
            if rest and (not (known := best[start]) or cost + rest.cost < known.cost):
                segment = Segment(word[start:end], base)
                best[start] = _Cut(cost + rest.cost, (segment, *rest.segments))
    return best


def _segments_at(
    word: str, start: int, lexicon: _Lexicon
) -> Iterator[tuple[int, str, int]]:
    for prefix in ("", *_PREFIXES_BY_START.get(word[start : start + 2], ())):
        if not word.startswith(prefix, start):
            continue
        at = start + len(prefix)
        cost = 150 if prefix else 100
        for end, base in lexicon.fronts_at(word, at):
            yield end, prefix + base, cost
        if head := lexicon.ends.get(word[at:]):
            yield len(word), prefix + head, cost - len(word) + start


def _with_unknown_front(
    word: str, cuts: list[_Cut | None], lexicon: _Lexicon
) -> tuple[Segment, ...]:
    starts = range(3, len(word) - SHORTEST_HEAD + 1)
    front, rest = next(((word[:i], cuts[i]) for i in starts if cuts[i]), ("", None))
    if not rest or front in PREFIXES or not _VOWEL.search(front):
        return ()
    is_clear = rest.segments[-1].base in lexicon.clear_heads
    return (Segment(front, ""), *rest.segments) if is_clear else ()
