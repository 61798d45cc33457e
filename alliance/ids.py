"""Ids of rows as they come with a request."""

from __future__ import annotations

# As many as PostgreSQL can hold; Python refuses to read thousands of them.
MOST_DIGITS = 18


def row_id(sent: str) -> int | None:
    """The id, or None for what can be none."""
    is_id = sent.isascii() and sent.isdecimal() and len(sent) <= MOST_DIGITS
    return int(sent) if is_id else None
