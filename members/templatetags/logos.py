"""Plates: a logo, or the mark drawn for whoever has none; all of one size."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from alliance.marks import mark
from members.logos import address

register = template.Library()


@register.simple_tag
def logo_plate(
    slug: str, name: str, logo: str, *, is_large: bool = False, at: str = ""
) -> SafeString:
    """``at`` is where a logo that is not public is delivered."""
    html = plate(slug, name, logo, is_large=is_large, at=at)
    return mark_safe(html)  # noqa: S308 - its parts are escaped


def plate(
    slug: str, name: str, logo: str, *, is_large: bool = False, at: str = ""
) -> str:
    """The mark lies below the image and is seen while, or where, that is missing."""
    image = _image(at or address(slug, logo), is_large=is_large) if logo else ""
    size = " plate-large" if is_large else ""
    return f'<span class="plate{size}">{mark(slug, name)}{image}</span>'


def _image(address: str, *, is_large: bool) -> str:
    width, height = (120, 80) if is_large else (96, 64)
    later = "" if is_large else ' loading="lazy"'
    return (
        f'<img src="{address}" width="{width}" height="{height}" alt=""'
        f'{later} decoding="async">'
    )
