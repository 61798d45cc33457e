"""The words of the vocabulary: names and synonyms of terms, ready to be looked up."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from members.directory.fields import Field, Value
from members.directory.text import is_course_word, is_stop_word, parts, stem, tokens
from members.models import Facet

EXACT, PART, REPAIRED = 3, 2, 1
SHORTEST_PREFIX = 4


class TermMatch(NamedTuple):
    """A term that a word stands for, and how much that says."""

    facet: int
    id: int
    grade: int


class TermLexicon:
    """Terms by the words of their names and synonyms.

    A language of advice says nothing about what is taught, and nearly all advise in
    German: it is a filter alone. Names of topics and qualifications say what is taught;
    those of other terms count as synonyms do. Cities and networks are found through the
    places of the sites.
    """

    def __init__(self, values: dict[Facet, list[Value]]) -> None:
        self._by_word: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
        self._by_stem: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
        self._by_part: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
        for facet, members in values.items():
            if facet in (Facet.CITY, Facet.NETWORK, Facet.LANGUAGE):
                continue
            says_what = facet in (Facet.TOPIC, Facet.QUALIFICATION)
            for value in members:
                name_field = Field.TERM if says_what else Field.SYNONYM
                self._learn([value.name], (int(facet), value.id, int(name_field)))
                synonym = (int(facet), value.id, int(Field.SYNONYM))
                self._learn(value.synonyms, synonym)
        self.words = sorted(self._by_word)

    def find(self, word: str, stemmed: str) -> list[TermMatch]:
        """Terms that bear the word, its stem, a longer word or a compound of it."""
        exact = self._by_word.get(word, set()) | self._by_stem.get(stemmed, set())
        longer = set(self._by_part.get(stemmed, set()))
        for known in self._beginning_with(word):
            longer |= self._by_word[known]
        return _graded([(exact, EXACT), (longer, PART)])

    def repaired(self, words: Iterable[str]) -> list[TermMatch]:
        """Terms that bear one of these words, which a visitor nearly wrote."""
        near = set().union(*(self._by_word.get(word, set()) for word in words))
        return _graded([(near, REPAIRED)])

    def _beginning_with(self, word: str) -> Iterator[str]:
        if len(word) < SHORTEST_PREFIX:
            return
        for known in self.words[bisect_left(self.words, word) :]:
            if not known.startswith(word):
                return
            yield known

    def _learn(self, texts: Iterable[str], term: tuple[int, int, int]) -> None:
        for text in texts:
            for token in tokens(text):
                if is_stop_word(token.word) or is_course_word(token.word):
                    continue
                self._by_word[token.word].add(term)
                self._by_stem[stem(token.word)].add(term)
                for part in parts(token.word):
                    self._by_part[part].add(term)


def _graded(
    found: Iterable[tuple[set[tuple[int, int, int]], int]],
) -> list[TermMatch]:
    best: dict[tuple[int, int], int] = {}
    for terms, exactness in found:
        for facet, number, field in terms:
            grade = field * 4 + exactness
            best[facet, number] = max(best.get((facet, number), 0), grade)
    return [TermMatch(facet, number, grade) for (facet, number), grade in best.items()]
