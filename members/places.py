"""Postal codes and their places."""

from __future__ import annotations

import re

from members.models import PostalCode

NEIGHBOURS = 3
FIVE_DIGITS = re.compile(r"[0-9]{5}")


def find(code: str) -> PostalCode | None:
    """The postal code with its point and, in the alliance's area, its city."""
    code = code.strip()
    return PostalCode.objects.select_related("city").filter(code=code).first()


def neighbours(code: str) -> list[PostalCode]:
    """For a code that is not known: the up to three nearest in number."""
    code = code.strip()
    if not FIVE_DIGITS.fullmatch(code):
        return []
    known = PostalCode.objects.select_related("city")
    below = known.filter(code__lt=code).order_by("-code")[:NEIGHBOURS]
    above = known.filter(code__gt=code).order_by("code")[:NEIGHBOURS]
    nearest = sorted([*below, *above], key=lambda p: abs(int(p.code) - int(code)))
    return nearest[:NEIGHBOURS]
