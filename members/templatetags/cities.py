"""Cities as stops of the line, each in its hue."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from alliance.brand import HUES
from members.directory.overview import CityCount
from members.directory.vocabulary import Value

register = template.Library()

# How far up a stop of the drawn line can lie, and the drawing's units between two.
STEPS, ACROSS, BEND, BEYOND = 4, 100, 14, 1000


def stop(city: Value) -> str:
    """A city as a stop of the line, in its hue."""
    return f'<span class="stop hue-{_hue(city)}">{escape(city.name)}</span>'


def _hue(city: Value) -> int:
    return (city.position - 1) % HUES + 1


@register.simple_tag
def city_stop(city: Value) -> SafeString:
    return mark_safe(stop(city))  # noqa: S308 - it is escaped


@register.simple_tag
def hue(city: Value) -> str:
    """The class that gives the hue of a city to what is not a stop."""
    return f"hue-{_hue(city)}"


@register.simple_tag
def city_stops(cities: list[Value]) -> SafeString:
    return mark_safe(" ".join(map(stop, cities)))  # noqa: S308 - each is escaped


@register.inclusion_tag("components/city_line.html")
def city_line(counts: list[CityCount], *, carried: str = "") -> dict[str, object]:
    """The line with a stop for each city, as high as the city lies north.

    ``carried`` is a query string that its links take along.
    """
    rises = _rises([count.city.latitude for count in counts])
    return {
        "stops": [(*count, rise) for count, rise in zip(counts, rises, strict=True)],
        "width": ACROSS * len(counts),
        "path": _bends(rises),
        "carried": carried,
    }


def _rises(latitudes: list[float]) -> list[int]:
    """Steps by rank, so that one city far in the north does not flatten the others."""
    order = sorted(latitudes)
    last = max(len(order) - 1, 1)
    return [round(order.index(latitude) / last * STEPS) for latitude in latitudes]


def _bends(rises: list[int]) -> str:
    """Level at each stop, bending halfway to the next: no name is crossed.

    It comes from beyond one edge of the page and leaves by the other.
    """
    path = ""
    for number, rise in enumerate(rises):
        middle, height = ACROSS * number + ACROSS // 2, STEPS - rise
        if not path:
            path = f"M{-BEYOND} {height}"
        path += f"H{middle}"
        if number + 1 < len(rises):
            edge = ACROSS * (number + 1)
            path += f"H{edge - BEND}L{edge + BEND} {STEPS - rises[number + 1]}"
    return f"{path}H{ACROSS * len(rises) + BEYOND}"
