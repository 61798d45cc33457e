"""Members as the lines of a form name them, typed by who knows none by heart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

MOST = 3
_WITH_SLUG = re.compile(r"(.+) \([a-z0-9-]+\)")


class Roll:
    """Members by the lines that name them: two of one name by their slugs as well."""

    def __init__(self, members: Iterable[tuple[int, str, str]]) -> None:
        """``members`` with id, name and slug."""
        self._by_name: dict[str, dict[str, int]] = {}
        for pk, name, slug in members:
            own = self._by_name.setdefault(name, {})
            own[f"{name} ({slug})"] = pk

    def find(self, line: str) -> int | None:
        named = self._by_name.get(line, {})
        if len(named) == 1:
            return next(iter(named.values()))
        return self._by_name.get(name_in(line), {}).get(line)

    def namesakes(self, name: str) -> list[str]:
        """What to write for each of those who are called so."""
        return sorted(self._by_name.get(name, ()))

    def line(self, pk: int) -> str:
        for name, named in self._by_name.items():
            for line, one in named.items():
                if one == pk:
                    return line if len(named) > 1 else name
        raise LookupError(pk)


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
