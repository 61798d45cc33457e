"""The map of the cities: a drawing of our own, on which any city has a place.

``data/map.toml`` holds the outlines and is made by ``scripts/draw_map.py``. A city
without an outline is a stop on the line like the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from networks.models import City

DATA = Path(__file__).parent / "data" / "map.toml"
# Units of the drawing: from a stop down to its name, around what has no outline, and
# what a name takes above its place and the number takes below it.
BELOW, AROUND = 44, 46
RISE, FALL = 26, 40

# Of a straight line: where it ends, where it starts, its value there, its slope.
type Pieces = list[tuple[float, float, float, float]]


class Point(NamedTuple):
    x: float
    y: float


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def view(self) -> str:
        """As the attribute ``viewBox`` has it."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.bottom - self.top:g}"

    def holds(self, point: Point) -> bool:
        return self.left < point.x < self.right and self.top < point.y < self.bottom


class Stop(NamedTuple):
    """A city on the map."""

    slug: str
    name: str
    at: Point
    label: Point
    box: Box
    outline: str  # path data, or nothing


class CityMap(NamedTuple):
    """All that does not change with the question."""

    stops: dict[str, Stop]
    box: Box
    outlines: str  # path data of all cities that have one
    line: str  # path data of the line through all stops
    leaders: str  # from the stops to their names
    marks: str  # a point at each stop


def locate(latitude: float, longitude: float) -> Point:
    """Where a point of the earth lies on the drawing."""
    across, down = _projection()
    return Point(_along(across, longitude), _along(down, -latitude))


def draw(cities: Iterable[City]) -> CityMap:
    """The map of these cities, with the line in their order."""
    stops = [_stop(city) for city in cities]
    box = Box(*_data()["view"])
    for stop in stops:
        box = box.joined(stop.box)
    return CityMap(
        stops={stop.slug: stop for stop in stops},
        box=box,
        outlines="".join(stop.outline for stop in stops),
        line=_line([stop.at for stop in stops]),
        leaders="".join(_leader(stop) for stop in stops),
        marks="".join(mark(stop.at) for stop in stops),
    )


def mark(point: Point) -> str:
    """Path data of a point, which a stroke with round ends makes a dot."""
    return f"M{point.x:g} {point.y:g}h0"


def _around(point: Point) -> Box:
    return Box(point.x - AROUND, point.y - AROUND, point.x + AROUND, point.y + AROUND)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _projection() -> tuple[Pieces, Pieces]:
    """Pieces of straight lines, by longitude and by latitude from north to south."""
    projection = _data()["projection"]
    down = [(-latitude, y) for latitude, y in projection["down"]]
    return _pieces(projection["across"]), _pieces(down)


def _pieces(knots: list[tuple[float, float]]) -> Pieces:
    return [
        (end, start, low, (high - low) / (end - start))
        for (start, low), (end, high) in pairwise(knots)
    ]


def _along(pieces: Pieces, value: float) -> float:
    """From knot to knot, and straight on beyond the first and the last."""
    _end, start, low, slope = next(
        (piece for piece in pieces if value <= piece[0]), pieces[-1]
    )
    return round(low + (value - start) * slope, 1)


def _stop(city: City) -> Stop:
    place = locate(city.latitude, city.longitude)
    at = Point(round(place.x), round(place.y))
    name = city.name.partition(" an ")[0]
    known = _data()["cities"].get(city.slug)
    if known is None:
        label = Point(at.x, at.y + BELOW)
        return Stop(city.slug, name, at, label, _around(at), "")
    return Stop(
        city.slug,
        name,
        at,
        Point(*known["label"]),
        Box(*known["box"]),
        known["outline"],
    )


def _leader(stop: Stop) -> str:
    (x, y), (to_x, to_y) = stop.at, stop.label
    return f"M{x:g} {y:g}L{to_x:g} {to_y - RISE if to_y > y else to_y + FALL:g}"


def _line(points: list[Point]) -> str:
    """A line without corners through all points (Catmull and Rom)."""
    if not points:
        return ""
    line = f"M{points[0].x:g} {points[0].y:g}"
    padded = [points[0], *points, points[-1]]
    for before, start, end, after in zip(
        padded, padded[1:], padded[2:], padded[3:], strict=False
    ):
        line += (
            f"C{start.x + (end.x - before.x) / 6:.0f}"
            f" {start.y + (end.y - before.y) / 6:.0f}"
            f" {end.x - (after.x - start.x) / 6:.0f}"
            f" {end.y - (after.y - start.y) / 6:.0f}"
            f" {end.x:g} {end.y:g}"
        )
    return line
