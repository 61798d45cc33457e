# ruff: noqa: S608 - only names of our own are put into the statement
"""Which indexed words and which terms a visitor's words stand for.

Each word of the question is a slot. A slot is filled by the indexed words that equal
it, share its stem, begin with it or contain it as a part of a compound, and by terms
that bear such a word in their name or synonyms. Only a slot that stays empty is
repaired: by words at a small edit distance, else by the longest piece of it that is
known, else by all the parts of the compound that it is. A slot that is still empty
finds nothing, and so does the question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from members.directory.entries import phrase
from members.directory.lexicon import TermLexicon, TermMatch
from members.directory.statement import EXCLUDED_SLOTS
from members.directory.text import (
    ParsedQuery,
    QueryWord,
    parse_query,
    parts,
    repair_distance,
    stem,
)
from members.directory.vocabulary import Vocabulary
from members.models import Facet

OPTIONAL_SLOTS = 50
SHORTEST_PREFIX = 4
SHORTEST_PIECE = 5
SURE_PIECE = 0.6  # of a word that is no compound
LAST = "\uffff"  # sorts behind all that a prefix begins

# `known` finds by indexes; the rest runs only for slots that `known` left empty.
# A word that stands in nothing listed today is not known, and never proposed.
# Not EXISTS, which the planner would answer for all words of the index at once.
IS_LISTED = """(
    SELECT true FROM members_posting JOIN members_directoryentry
        ON organisation_id = entry_id
    WHERE word_id = {id}
        AND %(day)s BETWEEN listed_from AND coalesce(listed_until, %(day)s)
    LIMIT 1
)"""
LEXICON = f"""
WITH asked AS (
    SELECT * FROM unnest(
        %(slots)s::int[], %(words)s::text[], %(stems)s::text[], %(open)s::bool[]
    ) AS asked (slot, word, stem, may_be_repaired)
),
found_by_index AS (
    SELECT slot, id, 3 AS exactness
    FROM asked JOIN members_word AS found ON found.word = asked.word
    UNION ALL
    SELECT slot, id, 3
    FROM asked JOIN members_word AS found ON found.stem = asked.stem
    UNION ALL
    SELECT slot, id, 2
    FROM asked JOIN members_word AS found
        ON found.word >= asked.word AND found.word < asked.word || %(last)s
    WHERE length(asked.word) >= %(shortest)s
    UNION ALL
    SELECT slot, id, 2
    FROM asked JOIN members_word AS found ON found.parts @> ARRAY[asked.stem]
),
known AS MATERIALIZED (
    SELECT * FROM found_by_index WHERE {IS_LISTED.format(id="found_by_index.id")}
),
empty AS MATERIALIZED (
    SELECT slot, word FROM asked
    WHERE may_be_repaired AND slot NOT IN (SELECT slot FROM known)
)
SELECT slot, id, max(exactness), '' AS word, '' AS part FROM known GROUP BY slot, id
UNION ALL
SELECT slot, close.id, 1, close.word, ''
FROM empty, LATERAL (
    SELECT id, found.word FROM members_word AS found
    WHERE found.word %% empty.word AND {IS_LISTED.format(id="found.id")}
    ORDER BY similarity(found.word, empty.word) DESC LIMIT 40
) AS close
UNION ALL
SELECT slot, id, 1, found.word, ''
FROM empty
JOIN unnest(%(piece_slots)s::int[], %(pieces)s::text[]) AS cut (slot, piece)
    USING (slot)
JOIN members_word AS found ON found.word = piece
WHERE {IS_LISTED.format(id="found.id")}
UNION ALL
SELECT slot, id, 1, '', part
FROM empty
JOIN unnest(%(part_slots)s::int[], %(parts)s::text[]) AS cut (slot, part) USING (slot)
JOIN members_word AS found ON found.stem = part OR found.parts @> ARRAY[part]
WHERE {IS_LISTED.format(id="found.id")}
"""


@dataclass
class Match:
    """What the statement looks up; ``required`` slots have the numbers below it.

    ``words`` are slot, word and exactness; ``values`` are slot, facet, value, grade.
    """

    required: int = 0
    words: list[tuple[int, int, int]] = field(default_factory=list)
    values: list[tuple[int, int, int, int]] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    unwanted_phrases: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_phrases(self) -> bool:
        return bool(self.phrases or self.unwanted_phrases)

    @property
    def parameters(self) -> dict[str, object]:
        slots, words, exactness = _columns(self.words, 3)
        value_slots, facets, ids, grades = _columns(self.values, 4)
        return {
            "required": self.required,
            "slots": slots,
            "words": words,
            "exactness": exactness,
            "value_slots": value_slots,
            "value_facets": facets,
            "value_ids": ids,
            "value_grades": grades,
            "phrases": self.phrases,
            "unwanted_phrases": self.unwanted_phrases,
        }

    def has(self, slot: int) -> bool:
        return any(row[0] == slot for row in (*self.words, *self.values))

    def add_words(self, slot: int, found: Iterable[Candidate]) -> None:
        self.words += [(slot, word.id, word.exactness) for word in found]

    def add_terms(self, slot: int, found: Iterable[TermMatch]) -> None:
        self.values += [(slot, term.facet, term.id, term.grade) for term in found]


class Candidate(NamedTuple):
    """An indexed word for a slot.

    ``word`` is set where it would be a repair, ``part`` where it holds only that part.
    """

    id: int
    exactness: int
    word: str
    part: str


class Asked(NamedTuple):
    """A spelling to look up for a slot: the word itself, or joined to the next."""

    slot: int
    word: str
    stem: str


def resolve(text: str, vocabulary: Vocabulary, day: date) -> Match:
    """Look the words of the question up; one statement, however many words."""
    parsed = parse_query(text)
    match = Match()
    if not (parsed.words or parsed.excluded_phrases):
        match.notices.append(
            _("Please enter a more precise search term; all providers are shown.")
        )
        return match
    match.phrases = _patterns(parsed.phrases)
    match.unwanted_phrases = _patterns(parsed.excluded_phrases)
    slots = dict(_slots(parsed))
    match.required = sum(slot < OPTIONAL_SLOTS for slot in slots)
    asked = list(_asked(parsed, slots))
    lexicon = vocabulary.lexicon
    for row in asked:
        match.add_terms(row.slot, lexicon.find(row.word, row.stem))
    found = _look_up(asked, slots, match, day)
    for slot, word in slots.items():
        _fill(match, slot, word, found[slot], lexicon)
    if not match.required:
        # Excluded words alone: all that is listed, less what they stand for.
        match.required = 1
        match.values.append((0, int(Facet.ALL), 0, 0))
    return match


def _patterns(phrases: Iterable[str]) -> list[str]:
    return [f"%{phrase(quoted)}%" for quoted in phrases]


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> list[list[int]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[]] * width


def _slots(parsed: ParsedQuery) -> Iterator[tuple[int, QueryWord]]:
    """Number the words: binding ones, ones that only rank, excluded ones."""
    included = [word for word in parsed.words if not word.is_excluded]
    yield from enumerate(word for word in included if not word.is_optional)
    ranking = (word for word in included if word.is_optional)
    yield from enumerate(ranking, OPTIONAL_SLOTS)
    excluded = (word for word in parsed.words if word.is_excluded)
    yield from enumerate(excluded, EXCLUDED_SLOTS)


def _asked(parsed: ParsedQuery, slots: dict[int, QueryWord]) -> Iterator[Asked]:
    for slot, word in slots.items():
        yield Asked(slot, word.word, word.stem)
        if len(word.parts) == 1:
            # "Excelkurs" says no more than "Excel".
            yield Asked(slot, *word.parts, *word.parts)
    numbers = {word: slot for slot, word in slots.items()}
    for joined in parsed.joined:
        for word in (joined.first, joined.second):
            yield Asked(numbers[word], joined.word, stem(joined.word))


def _look_up(
    asked: list[Asked], slots: dict[int, QueryWord], match: Match, day: date
) -> dict[int, list[Candidate]]:
    """Indexed words for each slot; repairs only where nothing else is there."""
    may_be_repaired = {
        slot for slot in slots if slot < EXCLUDED_SLOTS and not match.has(slot)
    }
    pieces = [(s, p) for s in may_be_repaired for p in _pieces(slots[s].word)]
    halves = [(s, part) for s in may_be_repaired for part in slots[s].parts]
    parameters: dict[str, Any] = {
        "slots": [row.slot for row in asked],
        "words": [row.word for row in asked],
        "stems": [row.stem for row in asked],
        "open": [row.slot in may_be_repaired for row in asked],
        "last": LAST,
        "day": day,
        "shortest": SHORTEST_PREFIX,
        "piece_slots": [slot for slot, _piece in pieces],
        "pieces": [piece for _slot, piece in pieces],
        "part_slots": [slot for slot, _part in halves],
        "parts": [part for _slot, part in halves],
    }
    found: dict[int, list[Candidate]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(LEXICON, parameters)
        for slot, *candidate in cursor.fetchall():
            found[slot].append(Candidate(*candidate))
    return found


def _fill(
    match: Match,
    slot: int,
    asked: QueryWord,
    candidates: list[Candidate],
    lexicon: TermLexicon,
) -> None:
    match.add_words(slot, (c for c in candidates if not (c.word or c.part)))
    if match.has(slot) or slot >= EXCLUDED_SLOTS:
        return
    known = [*lexicon.words, *(c.word for c in candidates if c.word)]
    near = _misspelt(asked.word, known) or _longest_pieces(asked.word, known)
    if near:
        match.repaired.append((asked.word, near[0]))
        match.add_words(slot, (c for c in candidates if c.word in near))
        match.add_terms(slot, lexicon.repaired(near))
    elif slot < OPTIONAL_SLOTS:
        _fill_by_parts(match, slot, asked, candidates, lexicon)


def _fill_by_parts(
    match: Match,
    slot: int,
    asked: QueryWord,
    candidates: list[Candidate],
    lexicon: TermLexicon,
) -> None:
    """All parts of the compound must be there; each but the first has its own slot."""
    for number, part in enumerate(asked.parts):
        own = match.required if number else slot
        match.required += bool(number)
        match.add_words(own, (c for c in candidates if c.part == part))
        match.add_terms(own, lexicon.find(part, part))


def _misspelt(word: str, known: Iterable[str]) -> list[str]:
    """The known words that the word is nearest to, if it is near to any."""
    near: dict[int, set[str]] = defaultdict(set)
    for other in known:
        step = repair_distance(word, other)
        if step is not None:
            near[step].add(other)
    return sorted(near[min(near)]) if near else []


def _pieces(word: str) -> Iterator[str]:
    """Beginnings of the word, and endings that are parts of the compound it is."""
    shortest = max(SHORTEST_PIECE, (len(word) + 1) // 2)
    stems = set(parts(word))
    sure = shortest if stems else max(shortest, round(len(word) * SURE_PIECE))
    yield from (word[:length] for length in range(sure, len(word)))
    endings = (word[-length:] for length in range(shortest, len(word)))
    yield from (ending for ending in endings if stem(ending) in stems)


def _longest_pieces(word: str, known: Iterable[str]) -> list[str]:
    found = set(_pieces(word)) & set(known)
    longest = max(map(len, found), default=0)
    return sorted(piece for piece in found if len(piece) == longest)
