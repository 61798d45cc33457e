"""Texts of the invented profiles, short and long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto
from random import Random

from members.demo.content import PartnerKind, Subject, phrases

LONGEST_PLAIN, LONGEST_TEXT = 160, 4000

type Words = dict[str, str]


class Length(Enum):
    MINIMAL = auto()
    ORDINARY = auto()
    LONG = auto()
    VERY_LONG = auto()


class Writer:
    """Puts sentences together that fit a place and its subjects."""

    def __init__(self, rng: Random, subjects: tuple[Subject, Subject]) -> None:
        self._rng = rng
        self._first, self._second = subjects
        self._words: Words = {}

    def plain(self, district: str, city: str) -> str:
        self._words = _words_of(self._first, district, city)
        return self._one("plain")[:LONGEST_PLAIN]

    def text(self, length: Length, district: str, city: str) -> str:
        self._words = _words_of(self._first, district, city)
        paragraphs: dict[Length, Callable[[], Iterator[str]]] = {
            Length.MINIMAL: lambda: iter(()),
            Length.ORDINARY: self._ordinary,
            Length.LONG: self._long,
            Length.VERY_LONG: self._very_long,
        }
        return _joined(paragraphs[length]())

    def _ordinary(self) -> Iterator[str]:
        yield f"{self._one('opening')} {self._first.sentence} {self._one('offers')}"
        slots = self._rng.sample(["method", "audience", "money", "advice"], 2)
        yield " ".join(self._one(slot) for slot in slots)

    def _long(self) -> Iterator[str]:
        yield f"{self._one('opening')} {self._first.sentence}"
        yield self._list(self._one("heading_offers"), self._first.courses)
        yield f"{self._some('method', 2)} {self._one('audience')}"
        yield f"{self._one('room')} {self._one('money')} {self._one('advice')}"
        yield self._one("closing")

    def _very_long(self) -> Iterator[str]:
        yield f"{self._one('opening')} {self._first.sentence} {self._one('offers')}"
        yield self._some("history", 2)
        yield self._list(self._one("heading_offers"), self._first.courses)
        yield f"{self._some('method', 6)} {self._one('room')}"
        yield from self._second_subject()
        yield f"{self._some('audience', 5)} {self._one('voice')}"
        yield f"{self._some('day', 2)} {self._one('voice')}"
        yield self._list(
            self._one("heading_questions"),
            self._rng.sample(phrases()["question"], self._rng.randint(5, 9)),
        )
        yield f"{self._some('money', 4)} {self._some('advice', 4)}"
        yield self._one("closing")

    def _second_subject(self) -> Iterator[str]:
        heading = self._rng.choice(phrases()["heading_second"])
        yield f"{heading.format(thema=self._second.label)} {self._second.sentence}"
        yield self._list(self._one("heading_offers"), self._second.courses)

    def _one(self, slot: str) -> str:
        return self._rng.choice(phrases()[slot]).format(**self._words)

    def _some(self, slot: str, number: int) -> str:
        chosen = self._rng.sample(phrases()[slot], number)
        return " ".join(sentence.format(**self._words) for sentence in chosen)

    def _list(self, heading: str, items: list[str] | tuple[str, ...]) -> str:
        return "\n".join([heading, *(f"- {item}" for item in items)])


def partner_text(rng: Random, kind: PartnerKind) -> str:
    number = rng.randint(1, len(kind.text))
    chosen = rng.sample(kind.text, number)
    return _joined(" ".join(chosen[at : at + 2]) for at in range(0, number, 2))


def _words_of(subject: Subject, district: str, city: str) -> Words:
    courses = dict(zip("abcd", subject.courses, strict=True))
    return courses | {"thema": subject.label, "ort": district, "stadt": city}


def _joined(paragraphs: Iterator[str]) -> str:
    """Paragraphs with blank lines between, as many as the length allows."""
    kept: list[str] = []
    length = 0
    for paragraph in paragraphs:
        length += len(paragraph) + 2
        if length <= LONGEST_TEXT:
            kept.append(paragraph)
    return "\n\n".join(kept)
