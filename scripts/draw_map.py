"""Draw the cities of the map from the points of their postal codes.

Run once by hand, ``.venv/bin/python -m scripts.draw_map``; what it writes,
``networks/data/map.toml``, is committed. Each spot of a raster belongs to the nearest
postal code, if that is near enough; the spots of a city are blurred, so that borders
become soft and neighbours keep a gap, and the outline is drawn as a curve.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
POINTS = ROOT / "members" / "data" / "places.csv"
DRAWING = ROOT / "networks" / "data" / "map.toml"

# Slug: the name in the list of points, how its codes begin, and where on the drawing
# the name stands, found by eye.
TOWNS = {
    "duisburg": ("Duisburg", "47", (84, 366)),
    "oberhausen": ("Oberhausen", "46", (108, 112)),
    "muelheim": ("Mülheim an der Ruhr", "454", (198, 424)),
    "essen": ("Essen", "45", (268, 352)),
    "gelsenkirchen": ("Gelsenkirchen", "458", (290, 62)),
    "bochum": ("Bochum", "44", (382, 322)),
    "dortmund": ("Dortmund", "44", (470, 100)),
    "hamm": ("Hamm", "59", (607, 182)),
}
WEST, EAST, SOUTH, NORTH = 6.58, 7.97, 51.28, 51.77
MIDDLE = 51.5  # the latitude at which a kilometre is true in all directions
KILOMETRES_PER_DEGREE = 111.2
KILOMETRES_PER_DEGREE_EAST = KILOMETRES_PER_DEGREE * math.cos(math.radians(MIDDLE))
# Units of the drawing in a kilometre: southward, and eastward up to a longitude. The
# small cities in the west are drawn wider, the fields in front of Hamm shorter.
DOWN = 7.0
ACROSS = ((7.34, 8.0), (7.62, 6.8), (7.7, 3.0), (EAST, 6.2))
VIEW = (8, 28, 662, 460)  # left, top, right, bottom: shapes and names
SPOT = 0.3  # kilometres
REACH = 3.4  # kilometres that a city goes beyond its points
BLUR = 3  # spots to each side, three times
INSIDE = 0.6
TOLERANCE = 0.5  # kilometres between the outline and its simpler form

type Point = tuple[float, float]
type Whole = tuple[int, int]
type Raster = list[list[float]]


class Spot(NamedTuple):
    """A postal code in kilometres from the upper left corner."""

    x: float
    y: float
    town: str


def main() -> None:
    spots = list(_spots())
    owners = _owners(spots)
    shapes = {town: _outline(owners, town) for town in TOWNS}
    _write(shapes)


def _project(latitude: float, longitude: float) -> Point:
    return (
        (longitude - WEST) * KILOMETRES_PER_DEGREE_EAST,
        (NORTH - latitude) * KILOMETRES_PER_DEGREE,
    )


def _spots() -> Iterator[Spot]:
    with POINTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if line[0] != "#"):
            latitude, longitude = float(row["lat"]), float(row["lon"])
            if SOUTH < latitude < NORTH and WEST < longitude < EAST:
                town = _town(row["ort"], row["plz"])
                yield Spot(*_project(latitude, longitude), town)


def _town(name: str, code: str) -> str:
    for slug, (known, codes, _label) in TOWNS.items():
        if name == known and code.startswith(codes):
            return slug
    return ""


def _owners(spots: list[Spot]) -> list[list[str]]:
    """The town of each spot of the raster; empty outside of all towns."""
    width, height = _project(SOUTH, EAST)
    return [
        [
            _owner(column * SPOT, row * SPOT, spots)
            for column in range(int(width / SPOT))
        ]
        for row in range(int(height / SPOT))
    ]


def _owner(x: float, y: float, spots: list[Spot]) -> str:
    near = min(spots, key=lambda spot: (spot.x - x) ** 2 + (spot.y - y) ** 2)
    return near.town if math.hypot(near.x - x, near.y - y) < REACH else ""


def _outline(owners: list[list[str]], town: str) -> list[Point]:
    raster = [[float(owner == town) for owner in row] for row in owners]
    for _time in range(3):
        raster = _blurred_across(_blurred_across(raster))
    rings = _rings(raster)
    longest = max(rings, key=len)
    return _simpler(longest)


def _blurred_across(raster: Raster) -> Raster:
    """Each row averaged with its neighbours, and rows become columns."""
    size = 2 * BLUR + 1
    rows = []
    for row in raster:
        padded = [0.0] * BLUR + row + [0.0] * BLUR
        rows.append([sum(padded[at : at + size]) / size for at in range(len(row))])
    return [list(column) for column in zip(*rows, strict=True)]


def _rings(raster: Raster) -> list[list[Point]]:
    """The lines between inside and outside (marching squares), in kilometres."""
    following: dict[Point, Point] = {}
    for y in range(len(raster) - 1):
        for x in range(len(raster[0]) - 1):
            following.update(_steps(raster, x, y))
    rings = []
    while following:
        start, point = following.popitem()
        ring = [start]
        while point != start:
            ring.append(point)
            point = following.pop(point)
        rings.append(ring)
    return rings


def _steps(raster: Raster, x: int, y: int) -> Iterator[tuple[Point, Point]]:
    """Where the line crosses one square, with the inside on its right."""
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    inside = [raster[row][column] > INSIDE for column, row in corners]
    ways_in: list[Point] = []
    ways_out: list[Point] = []
    for number in range(4):
        after = (number + 1) % 4
        if inside[number] != inside[after]:
            crossing = _crossing(raster, corners[number], corners[after])
            (ways_out if inside[number] else ways_in).append(crossing)
    yield from zip(ways_in, ways_out, strict=True)


def _crossing(raster: Raster, one: tuple[int, int], other: tuple[int, int]) -> Point:
    (x, y), (to_x, to_y) = sorted((one, other))
    low, high = raster[y][x], raster[to_y][to_x]
    part = (INSIDE - low) / (high - low)
    return ((x + part * (to_x - x)) * SPOT, (y + part * (to_y - y)) * SPOT)


def _simpler(ring: list[Point]) -> list[Point]:
    """The ring with the few points that keep its form (Douglas and Peucker)."""
    far = max(range(len(ring)), key=lambda at: math.dist(ring[0], ring[at]))
    first, second = ring[: far + 1], [*ring[far:], ring[0]]
    return _kept(first)[:-1] + _kept(second)[:-1]


def _kept(line: list[Point]) -> list[Point]:
    begin, end = line[0], line[-1]
    at = max(range(len(line)), key=lambda n: _distance(line[n], begin, end))
    if _distance(line[at], begin, end) < TOLERANCE:
        return [begin, end]
    return _kept(line[: at + 1])[:-1] + _kept(line[at:])


def _distance(point: Point, begin: Point, end: Point) -> float:
    length = math.dist(begin, end)
    (x, y), (x1, y1), (x2, y2) = point, begin, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _points(shape: list[Point]) -> list[Whole]:
    knots = _knots()
    points = [(_even(_across(x, knots)), _even(y * DOWN)) for x, y in shape]
    return [point for n, point in enumerate(points) if point != points[n - 1]]


def _box(points: list[Whole]) -> list[int]:
    """Left, top, right and bottom."""
    across, down = zip(*points, strict=True)
    return [min(across), min(down), max(across), max(down)]


def _curve(points: list[Whole]) -> str:
    """A closed curve through the middles between the points, which bend it.

    The points are even, so that the middles are whole and no error adds up in the
    points that ``t`` reflects.
    """
    middles = [
        ((x + points[n - 1][0]) // 2, (y + points[n - 1][1]) // 2)
        for n, (x, y) in enumerate(points)
    ]
    (x, y), (bend_x, bend_y) = middles[0], points[0]
    to_x, to_y = middles[1]
    begin = f"M{x} {y}q{bend_x - x} {bend_y - y} {to_x - x} {to_y - y}t"
    steps = [
        f"{after[0] - before[0]} {after[1] - before[1]}"
        for before, after in pairwise([*middles[1:], middles[0]])
    ]
    return f"{begin}{' '.join(steps)}z".replace(" -", "-")


def _even(units: float) -> int:
    return round(units / 2) * 2


def _knots() -> list[Point]:
    """Longitudes, and where they are on the drawing."""
    knots = [(WEST, 0.0)]
    for longitude, scale in ACROSS:
        before, at = knots[-1]
        width = (longitude - before) * KILOMETRES_PER_DEGREE_EAST * scale
        knots.append((longitude, round(at + width, 1)))
    return knots


def _across(kilometres: float, knots: list[Point]) -> float:
    longitude = WEST + kilometres / KILOMETRES_PER_DEGREE_EAST
    for (west, left), (east, right) in pairwise(knots):
        if longitude <= east:
            return left + (longitude - west) / (east - west) * (right - left)
    raise ValueError(longitude)


def _write(shapes: dict[str, list[Point]]) -> None:
    lines = [
        "# Made by scripts/draw_map.py from the points of the postal codes (GeoNames,",
        "# CC BY 4.0). An outline is the nearness of such points, not a border.",
        "",
        f"view = {list(VIEW)}",
        "",
        "[projection]",
        f"across = {[list(knot) for knot in _knots()]}",
        f"down = {[[NORTH, 0.0], [SOUTH, _bottom()]]}",
        "",
    ]
    for town, shape in shapes.items():
        points = _points(shape)
        lines += [
            f"[cities.{town}]",
            f"label = {list(TOWNS[town][2])}",
            f"box = {_box(points)}",
            f'outline = "{_curve(points)}"',
            "",
        ]
    DRAWING.parent.mkdir(exist_ok=True)
    DRAWING.write_text("\n".join(lines), encoding="utf-8")


def _bottom() -> float:
    return round((NORTH - SOUTH) * KILOMETRES_PER_DEGREE * DOWN, 1)


if __name__ == "__main__":
    main()
