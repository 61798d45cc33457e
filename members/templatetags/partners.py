"""Lists of partners, and the cities by which one chooses among them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from members.partners import Card

register = template.Library()


@register.inclusion_tag("components/partner_list.html")
def partner_list(
    cards: Iterable[Card], *, level: int, is_advice: bool
) -> dict[str, object]:
    """``is_advice``: with an address and opening hours, as one goes there."""
    return {"cards": cards, "level": level, "is_advice": is_advice}


@register.inclusion_tag("components/city_choices.html")
def city_choices(choices: Iterable[object]) -> dict[str, object]:
    return {"choices": choices}
