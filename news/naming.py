"""Members as the lines of a form name them, typed by who knows none by heart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

MOST = 3
_WITH_SLUG = re.compile(r"(.+) \([a-z0-9-]+\)")


class Member(NamedTuple):
    id: int
    name: str
    slug: str

    @property
    def line(self) -> str:
        """What tells it from others that are called so."""
        return f"{self.name} ({self.slug})"


class Roll:
    """Members by the lines that name them: two of one name by their slugs as well."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._members = {one.id: one for one in members}
        self._by_name = defaultdict[str, list[Member]](list)
        for member in self._members.values():
            self._by_name[member.name].append(member)

    def find(self, line: str) -> int | None:
        """Its id, if there is exactly one who may be meant."""
        called_so = self._by_name.get(line, [])
        told_apart = self._by_name.get(name_in(line), [])
        meant = {*called_so, *(one for one in told_apart if one.line == line)}
        return meant.pop().id if len(meant) == 1 else None

    def namesakes(self, line: str) -> list[str]:
        """What to write for each of those who are called so."""
        called_so = self._by_name.get(name_in(line), [])
        return sorted(one.line for one in called_so)[:MOST]

    def line(self, pk: int) -> str:
        member = self._members[pk]
        is_alone = len(self._by_name[member.name]) == 1
        return member.name if is_alone else member.line


def name_in(line: str) -> str:
    """Its name alone, if it has a slug behind it."""
    found = _WITH_SLUG.fullmatch(line)
    return found[1] if found else line


def alike(typed: str, names: Iterable[str]) -> list[str]:
    """The names that hold all words of it, else those that are spelt nearly so."""
    known = {name.casefold(): name for name in names}
    words = typed.casefold().split()
    found = [name for name in known if all(word in name for word in words)]
    found = found or get_close_matches(typed.casefold(), known, MOST)
    return [known[name] for name in sorted(found)[:MOST]]
