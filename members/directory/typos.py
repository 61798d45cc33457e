"""How far apart two words are, and when one is likely the other misspelt."""

from __future__ import annotations

from members.directory.stems import stem

SHORTEST_REPAIRED = 5
SHORTEST_FOR_TWO = 10


def allowed_distance(word: str) -> int:
    """How many slips a word of this length may hold; none where a digit counts."""
    if len(word) < SHORTEST_REPAIRED or not word.isalpha():
        return 0
    return 1 if len(word) < SHORTEST_FOR_TWO else 2


def distance(first: str, second: str, limit: int) -> int:
    """Count the letters changed, added, left out or swapped with the next.

    More than ``limit`` is just ``limit + 1``.
    """
    if first == second:
        return 0
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    row, before = list(range(len(second) + 1)), [limit + 1]
    for place in range(1, len(first) + 1):
        row, before = _next_row(first, second, place, (row, before), limit), row
        if min(row) > limit and min(before) >= limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _next_row(
    first: str, second: str, place: int, rows: tuple[list[int], list[int]], limit: int
) -> list[int]:
    """How far ``first[:place]`` is from each beginning of about its length."""
    above, before = rows
    row = [limit + 1] * (len(second) + 1)
    row[0] = place
    letter = first[place - 1]
    for j in range(max(1, place - limit), min(len(second), place + limit) + 1):
        other = second[j - 1]
        changed = above[j - 1] + (letter != other)
        row[j] = min(changed, above[j] + 1, row[j - 1] + 1)
        is_swap = (
            j > 1 < place and letter == second[j - 2] and other == first[place - 2]
        )
        if is_swap:
            row[j] = min(row[j], before[j - 2] + 1)
    return row


def repair_distance(typed: str, known: str) -> int | None:
    """How far a typed word is from a known one that it may stand for; else None.

    Stems count, too ("Gebäudereinger" for "Gebäudereinigung"). The first letter is
    hardly ever wrong: in a long word it may be missing, too much or swapped.
    """
    if not known.isalpha() or not _may_begin(typed, known):
        return None
    near = []
    for mine, other in ((typed, known), (stem(typed), stem(known))):
        limit = allowed_distance(mine)
        found = distance(mine, other, limit)
        if found <= limit:
            near.append(found)
    return min(near, default=None)


def _may_begin(typed: str, known: str) -> bool:
    if typed[:1] == known[:1]:
        return True
    swapped = typed[1:2] + typed[:1] + typed[2:]
    is_slip = known in {swapped, typed[1:]} or typed == known[1:]
    return is_slip and len(typed) > SHORTEST_REPAIRED
