"""The parts of the directory's page that repeat a hundred times.

They are made in Python, for a template's loop over 110 tick boxes costs more than
the search itself.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from alliance.templatetags.components import dialled
from members.directory.draw import Face
from members.directory.query import RADII
from members.directory.results import FacetResult, FacetValue, Hit, Results
from members.fundings import funding_names
from members.models import Facet, Term
from members.templatetags.cities import stop
from members.templatetags.logos import plate
from members.templatetags.shortlist import Toggles

register = template.Library()

# How many of its values a list item names before it counts the others.
NAMED = 4
TITLES = {
    Facet.CITY: gettext_noop("City"),
    Facet.TOPIC: gettext_noop("Topic"),
    Facet.FUNDING: gettext_noop("Funding"),
    Facet.AUDIENCE: gettext_noop("Audience"),
    Facet.FORM: gettext_noop("Form of teaching"),
    Facet.TIME: gettext_noop("Time of teaching"),
    Facet.QUALIFICATION: gettext_noop("Qualification"),
    Facet.LANGUAGE: gettext_noop("Language of advice"),
    Facet.ACCESS: gettext_noop("Accessibility"),
    Facet.NETWORK: gettext_noop("Network"),
}


@register.simple_tag
def radius_options(chosen: int) -> SafeString:
    return format_html_join(
        "",
        '<option value="{0}"{1}>{0} km</option>',
        [
            (radius, SafeString(" selected") if radius == chosen else "")
            for radius in RADII
        ],
    )


@register.simple_tag
def facet_selectors(facets: list[FacetResult]) -> str:
    """What htmx replaces of the filters: their counts, not whether they are open."""
    return ",".join(f"#filter-{facet.name}" for facet in facets)


@register.simple_tag
def facet_list(facets: list[FacetResult]) -> SafeString:
    """All facets; the first is open, and each in which something is ticked."""
    html = "".join(
        _facet(facet, is_open=not number or facet.has_choice)
        for number, facet in enumerate(facets)
        if facet.values
    )
    return mark_safe(html)  # noqa: S308 - each part is escaped


def _facet(facet: FacetResult, *, is_open: bool) -> str:
    name = facet.name
    title = escape(_(TITLES[facet.facet]))
    boxes = "".join([_tick_box(name, value) for value in facet.values])
    return (
        f'<details class="facet"{" open" if is_open else ""}>'
        f'<summary>{title}</summary><fieldset id="filter-{name}">'
        f'<legend class="visually-hidden">{title}</legend>{boxes}</fieldset></details>'
    )


def _tick_box(name: str, value: FacetValue) -> str:
    slug, count = escape(value.slug), value.count
    checked = " checked" if value.is_chosen else ""
    return (
        f'<label class="tick"><input type="checkbox" id="{name}-{slug}" name="{name}"'
        f' value="{slug}" data-count="{count}"{checked}>'
        f"<span>{escape(value.name)}</span> <small>{count}</small></label>"
    )


@register.inclusion_tag("components/faces.html")
def faces(faces: list[Face], *, carried: str = "") -> dict[str, object]:
    """Members side by side; ``carried`` is a query string for their links."""
    return {"faces": faces, "carried": carried}


@register.simple_tag
def hit_list(results: Results, *, asked: str = "") -> SafeString:
    """The list that machines read, too; ``asked`` is the page without shortlist."""
    toggles = Toggles(results.query.shortlist, asked)
    words = Words(
        directory=reverse("members:directory"),
        carried=escape(f"?{toggles.carried}") if toggles.carried else "",
        toggles=toggles,
        what=_("What"),
        paid=_("Paid by"),
        voucher=_("Bildungsgutschein possible"),
        telephone=_("Telephone:"),
    )
    return mark_safe(  # noqa: S308 - each part is escaped
        f'<ol class="hits" data-testid="results" data-count="{results.total}">'
        f"{''.join(_hit(hit, words) for hit in results.hits)}</ol>"
    )


class Words(NamedTuple):
    """What all items of one list say alike."""

    directory: str
    carried: str
    toggles: Toggles
    what: str
    paid: str
    voucher: str
    telephone: str


def _hit(hit: Hit, words: Words) -> str:
    slug, name = escape(hit.slug), escape(hit.name)
    plain = f'<p class="plain">{escape(hit.plain)}</p>' if hit.plain else ""
    stated = ((value.slug, value.name) for value in hit.fundings)
    fundings = funding_names(stated, has_voucher=hit.has_voucher)
    topics = [value.name for value in hit.topics]
    facts = _fact(words.what, topics) + _fact(words.paid, fundings)
    return (
        f'<li data-slug="{slug}">{plate(hit.slug, hit.name, hit.logo)}'
        f'<h3><a href="{words.directory}{slug}/{words.carried}">{name}</a>'
        f"</h3>{plain}{_where(hit)}{_marks(hit, words)}"
        f"{f'<dl>{facts}</dl>' if facts else ''}"
        f'<p class="actions">{_call(hit, words)}'
        f"{words.toggles.link(hit.slug, name)}</p></li>"
    )


def _where(hit: Hit) -> str:
    stops = " ".join([stop(city) for city in hit.cities])
    if hit.distance is not None:
        away = _("%(km)s km away") % {"km": kilometres(hit.distance)}
        stops += f" <span>{away}</span>"
    return f'<p class="cities">{stops}</p>' if stops else ""


def _marks(hit: Hit, words: Words) -> str:
    if not hit.has_voucher:
        return ""
    return f'<p class="marks"><span class="mark voucher">{words.voucher}</span></p>'


def kilometres(distance: float) -> str:
    places = 1 if distance < 10 else 0  # noqa: PLR2004
    return number_format(round(distance, places), places)


def _fact(label: str, names: list[str]) -> str:
    if not names:
        return ""
    return f"<div><dt>{label}</dt><dd>{escape(_first(names))}</dd></div>"


def _first(names: list[str]) -> str:
    """The first few names, and how many others there are."""
    if len(names) <= NAMED + 1:
        return ", ".join(names)
    left = len(names) - NAMED
    more = ngettext("+ %(number)s more", "+ %(number)s more", left) % {"number": left}
    return f"{', '.join(names[:NAMED])} {more}"


def _call(hit: Hit, words: Words) -> str:
    if not hit.telephone:
        return ""
    return (
        f'<a class="call" href="tel:{dialled(hit.telephone)}"><span'
        f' class="visually-hidden">{words.telephone} </span>'
        f"{escape(hit.telephone)}</a>"
    )


@register.simple_tag
def term_list(terms: dict[str, list[str]], *kinds: str) -> SafeString:
    """What an organisation states, by kind; kinds without a term are left out."""
    facts = [
        (Term.Kind(kind).label, ", ".join(terms[kind]))
        for kind in kinds
        if kind in terms
    ]
    if not facts:
        return SafeString()
    return format_html(
        '<dl class="terms">{}</dl>',
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts),
    )
