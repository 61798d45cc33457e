"""Whether details are still right, on more than one page."""

from __future__ import annotations

from django import template

from members.freshness.file import Confirmation
from members.freshness.glance import Glance

register = template.Library()

# How a state is marked (see ``.state-…`` in the stylesheet of the workspace).
_TONES = {
    "weg": "returned",
    "verstummt": "returned",
    "niemand": "returned",
    "brief": "waiting",
    "zweiter-brief": "waiting",
    "aenderung": "draft",
    "faellig": "empty",
    "bestaetigt": "online",
}


@register.inclusion_tag("components/glance.html", name="glance")
def glance_list(glance: Glance) -> dict[str, object]:
    """What is public of an organisation, in short."""
    return {"glance": glance}


_RESULT_TONES = {
    "right": "online",
    "change": "draft",
    "gone": "returned",
    "silent": "waiting",
}


@register.filter
def result_tone(result: str) -> str:
    return _RESULT_TONES.get(result, "empty")


@register.filter
def tone(state: str) -> str:
    return _TONES.get(state, "empty")


@register.inclusion_tag("components/confirmation.html")
def confirmation_line(
    confirmation: Confirmation | None, *, confirmed_at: object
) -> dict[str, object]:
    """When it was confirmed, how, and who noted it."""
    return {"confirmation": confirmation, "confirmed_at": confirmed_at}


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(*, done: int, total: int) -> dict[str, int]:
    """How far one has come, as a bar and in figures."""
    return {"done": done, "total": total}
