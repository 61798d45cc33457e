"""By which rules two organisations are likely one.

The same folded name and postal code, the same website or KURSNET number, or names that
share most of their trigrams in the same town.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.directory.typos import distance

# From here on the words of two names are likely the same, misspelt or shortened.
NEAR = 0.6
# Of so many letters one may be wrong.
LETTERS_A_SLIP = 5

_WORD = re.compile(r"[^\W_]+")
# What is added to a name, such as "(gemeinnützig)"; and what says nothing of who it is.
REMARK = re.compile(r"\([^)]*\)")
_LEGAL_FORM = re.compile(r"\b(?:g?gmbh|ug|ag|e\. ?v\.?|ev|e\. ?g\.?|mbh|gbr|kg)(?!\w)")


class Reason(models.TextChoices):
    """Why two are likely one; the strongest first."""

    NAME = "name", _("same name and postal code")
    NUMBER = "number", _("same KURSNET number")
    WEBSITE = "website", _("same website")
    NEAR = "near", _("similar name in the same city")


WEIGHTS = {Reason.NAME: 5.0, Reason.NUMBER: 4.0, Reason.WEBSITE: 3.0, Reason.NEAR: 2.0}
# In this order, by what each of them weighs for a pair.
type Reasons = dict[Reason, float]


class Claims(NamedTuple):
    """What someone says of an organisation that may be there already."""

    name: str = ""
    postal_code: str = ""
    website: str = ""
    kursnet_number: str = ""


class Key(NamedTuple):
    """What two have in common when they are doubles without any doubt about words."""

    reason: Reason
    value: str
    postal_code: str = ""


@dataclass(frozen=True)
class Traits:
    """All by which an organisation may be known again."""

    names: set[str] = field(default_factory=set)  # folded
    websites: set[str] = field(default_factory=set)  # as ``website_key`` has them
    numbers: set[str] = field(default_factory=set)
    postal_codes: set[str] = field(default_factory=set)
    towns: set[int | str] = field(default_factory=set)

    def keys(self) -> set[Key]:
        return {
            *(
                Key(Reason.NAME, name, c)
                for name in self.names
                for c in self.postal_codes
            ),
            *(Key(Reason.NUMBER, number) for number in self.numbers),
            *(Key(Reason.WEBSITE, website) for website in self.websites),
        }


def resemblance(one: Traits, other: Traits) -> Reasons:
    """Why the two may be one, and how much that weighs; nothing if they are not."""
    common = {key.reason for key in one.keys() & other.keys()}
    found = {reason: WEIGHTS[reason] for reason in Reason if reason in common}
    if Reason.NAME not in found and one.towns & other.towns:
        near = max(
            (likeness(mine, name) for mine in one.names for name in other.names),
            default=0.0,
        )
        if near:
            found[Reason.NEAR] = WEIGHTS[Reason.NEAR] * near
    return found


def likeness(one: str, other: str) -> float:
    """Which share of all their trigrams two folded names have in common: 0 to 1.

    Nothing where each has words of its own that are no misspelling of the other's:
    "Lernhaus Borbeck" is not "Lernhaus Steele".
    """
    share = shared(trigrams(one), trigrams(other))
    return share if share >= NEAR and not _are_told_apart(one, other) else 0.0


def shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    common = len(mine & theirs)
    return common / ((len(mine) + len(theirs) - common) or 1)


def _are_told_apart(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    own = "".join(word for word in mine if word not in theirs)
    others = "".join(word for word in theirs if word not in mine)
    limit = max(len(own), len(others)) // LETTERS_A_SLIP
    return bool(own and others) and distance(own, others, limit) > limit


@lru_cache(maxsize=1 << 14)
def trigrams(folded: str) -> frozenset[str]:
    """As PostgreSQL makes them, of what tells names apart."""
    padded = (f"  {word} " for word in _words(folded))
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def _words(folded: str) -> list[str]:
    return _WORD.findall(_LEGAL_FORM.sub(" ", REMARK.sub(" ", folded)))


def website_key(website: str) -> str:
    """One for http and https, with www. or without, with a slash at the end or not."""
    parts = urlsplit(website)
    rest = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return parts.netloc.removeprefix("www.") + rest
