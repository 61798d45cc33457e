"""Distances on the ground, as far as a city is wide."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Point = tuple[float, float]  # latitude and longitude

METRES_OF_A_DEGREE = 111_320


def distance(one: Point, other: Point) -> float:
    """In metres."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians(one[0]))
    return hypot(north, east) * METRES_OF_A_DEGREE


def moved(point: Point, north: float, east: float) -> Point:
    """The point so many metres away, to five places of a degree: one metre."""
    latitude, longitude = point
    along = METRES_OF_A_DEGREE * cos(radians(latitude))
    return (
        round(latitude + north / METRES_OF_A_DEGREE, 5),
        round(longitude + east / along, 5),
    )


DIRECTIONS = [
    *(_("north"), _("north-east"), _("east"), _("south-east")),
    *(_("south"), _("south-west"), _("west"), _("north-west")),
]


def direction(start: Point, end: Point) -> Promise:
    """Where the second point lies from the first, as one of eight words."""
    north = end[0] - start[0]
    east = (end[1] - start[1]) * cos(radians(start[0]))
    return DIRECTIONS[round(degrees(atan2(east, north)) / 45) % len(DIRECTIONS)]
