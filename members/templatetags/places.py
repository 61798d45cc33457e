"""Where a site lies, drawn by ourselves, and said in words."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from members.models import PostalCode
from members.points import Point, direction, distance, moved
from networks import map as plan
from networks.models import City

register = template.Library()

# What is drawn around a point, in metres to each side.
EAST, NORTH = 2000, 1400
SCALE = 500  # the length that is drawn, in metres
NEAR = 50  # metres within which two points are one


class View(NamedTuple):
    """A part of the plan around a point."""

    south_west: Point
    north_east: Point
    box: plan.Box

    @property
    def unit(self) -> float:
        """A hundredth of its width, for all that is drawn in it."""
        return self.box.width / 100


@register.simple_tag
def point_sentence(*, point: Point, middle: PostalCode | None) -> str:
    """Where a point lies, for those who do not see the map."""
    if middle is None:
        return _("The filled dot is the site.")
    start = (middle.latitude, middle.longitude)
    away = distance(start, point)
    if away < NEAR:
        text = _("The point lies in the middle of %(place)s.")
    elif away < 1000:  # noqa: PLR2004
        text = _(
            "The point lies %(metres)s m %(direction)s of the middle of %(place)s."
        )
    else:
        text = _("The point lies %(far)s km %(direction)s of the middle of %(place)s.")
    return text % {
        "place": middle,
        "metres": round(away, -1) and f"{round(away, -1):.0f}",
        "far": f"{away / 1000:.1f}".replace(".", ","),
        "direction": direction(start, point),
    }


@register.simple_tag
def point_map(*, point: Point, middle: PostalCode | None) -> SafeString:
    """The point among the postal codes around it; north is up."""
    view = _view(point)
    unit = view.unit
    drawing = plan.draw(City.objects.all())
    ring = _ring(plan.locate(middle.latitude, middle.longitude), unit) if middle else ""
    x, y = plan.locate(*point)
    html = (
        f'<svg class="point-map" viewBox="{view.box.view}" role="img"'
        f' aria-label="{_("Map around the point")}" font-size="{3.4 * unit:.2f}">'
        f'<path class="around" d="{drawing.outlines}"/>{_codes(view)}{ring}'
        f'<path class="cross" d="M{x - 4 * unit:g} {y:g}h{8 * unit:g}'
        f'M{x:g} {y - 4 * unit:g}v{8 * unit:g}"/>'
        f'<circle class="site" cx="{x:g}" cy="{y:g}" r="{1.6 * unit:.2f}"/>'
        f"{_scale(view)}</svg>"
    )
    return mark_safe(html)  # noqa: S308 - each part is escaped


def _view(point: Point) -> View:
    south_west, north_east = moved(point, -NORTH, -EAST), moved(point, NORTH, EAST)
    left, bottom = plan.locate(*south_west)
    right, top = plan.locate(*north_east)
    return View(south_west, north_east, plan.Box(left, top, right, bottom))


def _codes(view: View) -> str:
    (south, west), (north, east) = view.south_west, view.north_east
    found = PostalCode.objects.filter(
        latitude__range=(south, north), longitude__range=(west, east)
    )
    return "".join(_code(code, view.unit) for code in found)


def _code(code: PostalCode, unit: float) -> str:
    x, y = plan.locate(code.latitude, code.longitude)
    return (
        f'<circle class="code" cx="{x:g}" cy="{y:g}" r="{0.7 * unit:.2f}"/>'
        f'<text x="{x:g}" y="{y + 6 * unit:.2f}">{escape(code.code)}</text>'
    )


def _ring(at: plan.Point, unit: float) -> str:
    return f'<circle class="middle" cx="{at.x:g}" cy="{at.y:g}" r="{2.4 * unit:.2f}"/>'


def _scale(view: View) -> str:
    """A line as long as 500 metres, at the lower edge."""
    length = view.box.width * SCALE / (2 * EAST)
    x, y = view.box.left + 3 * view.unit, view.box.bottom - 3 * view.unit
    return (
        f'<path class="scale" d="M{x:.2f} {y:.2f}h{length:.2f}"/>'
        f'<text class="scale-name" x="{x:.2f}" y="{y - 1.5 * view.unit:.2f}">'
        f"{SCALE} m</text>"
    )
