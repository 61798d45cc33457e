"""Addresses that a telephone reads from paper or from a screen."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe

# Every mask can be read; to find the handsomest takes five times as long.
MASK = 0
MODULE = 0.5  # millimetres


def drawn(address: str) -> SafeString:
    """The address as an SVG of half-millimetre modules with its quiet zone."""
    code = segno.make_qr(address, error="m", mask=MASK, boost_error=False)
    picture = code.svg_inline(scale=MODULE, unit="mm", light="#fff", svgclass="qr")
    return mark_safe(picture)  # noqa: S308 - drawn from modules, not from text


def svg(text: str) -> str:
    """The text as a picture of its own, for the address of an image."""
    code = segno.make_qr(text, error="m", mask=MASK, boost_error=False)
    picture = io.BytesIO()
    code.save(picture, kind="svg", scale=6, light="#fff")
    return picture.getvalue().decode()
