"""Names for invented organisations: each a second time only after thousands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from members.demo.content import Area, Spot, Subject, names, phrases
from members.slugs import slug_for

MARK = "(Beispiel)"
LONGEST_LABEL = 63
GENERAL_HOUSES = ("Kolleg", "Akademie", "Lehrhaus")


@dataclass(frozen=True)
class Name:
    """What an organisation is called; the mark says that it is invented."""

    bare: str
    district: Spot

    @property
    def full(self) -> str:
        return f"{self.bare} {MARK}"

    @cached_property
    def slug(self) -> str:
        return slug_for(self.full)

    def host(self, number: str) -> str:
        """A host name of its own, under a domain that is reserved for examples."""
        label = self.slug.removesuffix("-beispiel")
        if len(label) > LONGEST_LABEL:
            end = f"-{number.lower()}"
            label = label[: LONGEST_LABEL - len(end)].rstrip("-") + end
        return f"{label}.example"

    def at_length(self, first: Subject, second: Subject, kind: int) -> str:
        patterns = phrases()["company"]
        pattern = patterns[kind % len(patterns)]
        words = {"thema": first.label, "thema2": second.label, "name": self.bare}
        return f"{pattern.format(**words)} {MARK}"


class Namer:
    """Counts how often a theme had a city, and goes on from there.

    Districts change first, then the kind of house, then what lies nearby; where all
    have been used, a number is added.
    """

    def __init__(self) -> None:
        self._used: Counter[tuple[str, str]] = Counter()

    def name(self, area: Area, theme: str, houses: tuple[str, ...], start: int) -> Name:
        turn = self._used[area.slug, theme]
        self._used[area.slug, theme] += 1
        # With the blank they are a prime number, so that the start reaches them all.
        motifs = ("", *names().motifs)
        turn, at_district = divmod(turn, len(area.districts))
        turn, at_house = divmod(turn, len(houses))
        turn, at_motif = divmod(turn, len(motifs))
        district = area.districts[(at_district + start) % len(area.districts)]
        house = houses[(at_house + start // 3) % len(houses)]
        motif = motifs[(at_motif + _first_motif(start)) % len(motifs)]
        words = [f"{motif} –" if motif else "", house, district.name]
        words.append(f"{turn + 1}" if turn else "")
        return Name(" ".join(word for word in words if word), district)


def _first_motif(start: int) -> int:
    """Two names in three begin without one."""
    return start if start % 3 == 0 else 0


def houses_of(subject: Subject) -> tuple[str, ...]:
    general = GENERAL_HOUSES[len(subject.label) % len(GENERAL_HOUSES)]
    return (*subject.houses, f"{general} für {subject.label}")
