"""The map of the cities, made in Python like the list beside it.

The links are links of the drawing itself: they have a name, take the focus in the order
of the line, and work without script. Dots differ in what they link to, never in size.
"""

from __future__ import annotations

from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.directory.map import CityLink, CloseUp, DirectoryMap, Dot
from members.directory.results import FacetValue
from networks.map import CityMap, Stop, mark

register = template.Library()

CHECK = "m-6 0l5 5 8-9"
# The close-up is drawn at any scale: parts of its width.
DOT, LETTER = 0.011, 0.05


@register.simple_tag
def city_map(shown: DirectoryMap, *, carried: str = "") -> SafeString:
    """All cities as filters, and below them the sites, where some are to be shown."""
    links = "".join([_filter(link) for link in shown.cities])
    chosen = [link.stop for link in shown.cities if link.city.is_chosen]
    close_up = _close_up(shown.close_up, shown.plan, carried) if shown.close_up else ""
    return mark_safe(  # noqa: S308 - each part is escaped
        _drawing(shown.plan, links, chosen) + close_up
    )


def _drawing(plan: CityMap, links: str, chosen: list[Stop]) -> str:
    picked = "".join([mark(stop.at) for stop in chosen])
    checks = "".join([f"M{stop.at.x:g} {stop.at.y:g}{CHECK}" for stop in chosen])
    marks = (
        f'<path class="picked" d="{picked}"/><path class="check" d="{checks}"/>'
        if chosen
        else ""
    )
    return (
        f'<svg class="city-map" viewBox="{plan.box.view}" role="group"'
        f' aria-label="{_("Map of the cities")}">'
        f'<path class="leader" d="{plan.leaders}"/>{links}'
        f'<g class="line"><path d="{plan.line}"/><path class="stop" d="{plan.marks}"/>'
        f'<path class="hole" d="{plan.marks}"/>{marks}</g></svg>'
    )


def _filter(link: CityLink) -> str:
    address, said = escape(f"?{link.address}"), _said(link.stop, link.city)
    if link.city.is_chosen:
        name = _("%(city)s, remove the filter") % {"city": said}
        current = ' aria-current="true"'
    else:
        name = _("%(city)s, choose as a filter") % {"city": said}
        current = ""
    attributes = (
        f'id="karte-{escape(link.city.slug)}" href="{address}"'
        f' data-hx-get="{address}"{current}'
    )
    return _link(attributes, name, link.stop, link.city)


def _said(stop: Stop, city: FacetValue) -> str:
    """In the words that stand there, so that who speaks to the screen is understood."""
    return ngettext(
        "%(city)s: %(number)s provider", "%(city)s: %(number)s providers", city.count
    ) % {"city": stop.name, "number": city.count}


def _link(attributes: str, name: str, stop: Stop, city: FacetValue) -> str:
    x, y = stop.label
    empty = "" if city.count else ' class="empty"'
    outline = f'<path d="{stop.outline}"/>' if stop.outline else ""
    return (
        f'<a {attributes}{empty} aria-label="{escape(name)}">{outline}'
        f'<text x="{x:g}" y="{y:g}">{escape(stop.name)} '
        f'<tspan x="{x:g}" dy="1.1em">{city.count}</tspan></text></a>'
    )


def _close_up(shown: CloseUp, plan: CityMap, carried: str) -> str:
    """The others are one path: they are many, and have no name here."""
    width = shown.box.width
    radius = width * DOT
    others = "".join([mark(dot.at) for dot in shown.dots if not dot.slug])
    directory, carried = reverse("members:directory"), escape(carried and f"?{carried}")
    links = "".join(
        [_dot(dot, radius, directory, carried) for dot in shown.dots if dot.slug]
    )
    outlines = "".join([stop.outline for stop in shown.cities])
    return (
        f'<svg class="site-map" viewBox="{shown.box.view}" role="group"'
        f' aria-label="{_("Sites")}" font-size="{width * LETTER:.1f}">'
        f'<path class="around" d="{plan.outlines}"/><path class="city" d="{outlines}"/>'
        f"{_names(shown, plan)}"
        f'<defs><path id="orte" d="{others}"/></defs>'
        f'<use class="other" href="#orte" stroke-width="{2 * radius:.2f}"/>'
        f'<use class="hollow" href="#orte" stroke-width="{radius:.2f}"/>'
        f"{links}</svg>{_legend(shown)}"
    )


def _names(shown: CloseUp, plan: CityMap) -> str:
    return "".join(
        f'<text x="{stop.at.x:g}" y="{stop.at.y:g}">{escape(stop.name)}</text>'
        for stop in plan.stops.values()
        if shown.box.holds(stop.at)
    )


def _dot(dot: Dot, radius: float, directory: str, carried: str) -> str:
    name = escape(f"{dot.name}, {dot.street}")
    return (
        f'<a href="{directory}{escape(dot.slug)}/{carried}" aria-label="{name}">'
        f'<circle cx="{dot.at.x:g}" cy="{dot.at.y:g}" r="{radius:.2f}">'
        f"<title>{name}</title></circle></a>"
    )


def _legend(shown: CloseUp) -> str:
    """Each dot is in the list, too: on this page, or on another."""
    number = len(shown.dots)
    if shown.has_more and all(dot.slug for dot in shown.dots):
        text = _("Only the sites of this page of the list, for there are very many.")
    elif shown.has_more:
        text = _("%(number)s of the sites, drawn by lot.")
    else:
        text = ngettext("One site.", "%(number)s sites.", number)
    text = text % {"number": number}
    if any(dot.slug for dot in shown.dots):
        text += " " + _("A filled dot leads to a provider on this page of the list.")
    if not all(dot.slug for dot in shown.dots):
        text += " " + _("The open dots belong to providers on its other pages.")
    return f'<p class="site-legend">{text}</p>'
