"""Names of members as somebody types them who does not know them by heart."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 3


def alike(typed: str, names: Iterable[str]) -> list[str]:
    """The names that hold all words of it, else those that are spelt nearly so."""
    known = {name.casefold(): name for name in names}
    words = typed.casefold().split()
    found = [name for name in known if all(word in name for word in words)]
    found = found or get_close_matches(typed.casefold(), known, MOST)
    return [known[name] for name in sorted(found)[:MOST]]
