"""What becomes of words that two people changed at the same time.

A change is seen against what its writer began from: fields that only one of them
touched are merged; the same field, changed to two different values, is a conflict that
a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

type Content = Mapping[str, object]


class Conflict(NamedTuple):
    """One field: what was written meanwhile, and what was to be written."""

    theirs: object
    ours: object


class ConflictError(Exception):
    """Somebody else changed the same fields; nothing was written."""

    def __init__(self, conflicts: dict[str, Conflict]) -> None:
        super().__init__(f"Changed meanwhile: {', '.join(conflicts)}.")
        self.conflicts = conflicts


def merge(now: Content, *, began: Content, wanted: Content) -> dict[str, object]:
    """The fields to write over ``now``; a ``ConflictError`` where both changed one.

    All three have the same fields; ``began`` is what the writer had before them.
    """
    changed = {name for name in wanted if wanted[name] != began[name]}
    moved = {name for name in changed if now[name] not in (began[name], wanted[name])}
    if moved:
        raise ConflictError(
            {name: Conflict(now[name], wanted[name]) for name in sorted(moved)}
        )
    return {name: wanted[name] for name in changed if now[name] != wanted[name]}


def on_top(now: Content, *, began: Content, wanted: Content) -> dict[str, object]:
    """What a writer would have who began from ``now`` and changed the same fields."""
    return {
        name: wanted[name] if wanted[name] != began[name] else now[name]
        for name in wanted
    }
