"""The words of the invented alliance, from the files beside."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"

type Phrases = dict[str, list[str]]


@dataclass(frozen=True)
class Subject:
    """Something that can be taught."""

    topic: str
    label: str
    houses: tuple[str, ...]
    courses: tuple[str, ...]
    sentence: str


class Spot(NamedTuple):
    """A district or a street, with a postal code that it has."""

    name: str
    code: str


@dataclass(frozen=True)
class Area:
    """A city with its districts and streets."""

    slug: str
    dialling: str
    districts: tuple[Spot, ...]
    streets: tuple[Spot, ...]

    def streets_near(self, code: str) -> tuple[Spot, ...]:
        """Those with this postal code; all of the city where none is known."""
        near = tuple(street for street in self.streets if street.code == code)
        return near or self.streets


@dataclass(frozen=True)
class PartnerKind:
    slug: str
    weight: int
    houses: tuple[str, ...]
    plain: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    motifs: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    return tuple(_subjects())


@cache
def phrases() -> Phrases:
    return _read("phrases")


@cache
def areas() -> dict[str, Area]:
    return {slug: _area(slug, found) for slug, found in _read("places").items()}


@cache
def partner_kinds() -> tuple[PartnerKind, ...]:
    return tuple(
        PartnerKind(
            slug,
            found["weight"],
            tuple(found["houses"]),
            tuple(found["plain"]),
            tuple(found["text"]),
        )
        for slug, found in _read("partners").items()
    )


@cache
def names() -> Names:
    return Names(**{key: tuple(found) for key, found in _read("names").items()})


def _subjects() -> Iterator[Subject]:
    topic = ""
    for line in (DATA / "subjects.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            topic = line.strip("[]")
        elif line and not line.startswith("#"):
            label, houses, courses, sentence = (c.strip() for c in line.split("|"))
            yield Subject(topic, label, _listed(houses), _listed(courses), sentence)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";"))


def _area(slug: str, found: dict[str, Any]) -> Area:
    return Area(
        slug,
        found["dialling"],
        tuple(Spot(*spot) for spot in found["districts"]),
        tuple(Spot(*spot) for spot in found["streets"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
