"""Logos drawn from initials and simple shapes, in the colours of the Ruhr."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

PAPER = "#ffffff"
COLOURS = (
    "#1f3a4d",
    "#8c2f1b",
    "#2f5d3a",
    "#5b3a73",
    "#7a5a12",
    "#0f5f6b",
    "#7d2348",
    "#394a8a",
    "#4a4a46",
    "#a3470f",
)
SQUARE, WIDE = (400, 400), (800, 300)
POOL = 40

type Box = tuple[int, int, int, int]
type Colours = tuple[str, str]
type Mark = Callable[[ImageDraw.ImageDraw, Box, Colours], None]


class Logos:
    """One of its own for each organisation; of a pool where there are very many."""

    def __init__(self, rng: Random, *, is_shared: bool) -> None:
        self._rng = rng
        self._pool: list[str] = []
        if is_shared:
            self._pool = [self._draw(pair) for pair in _pairs(rng, POOL)]

    def __call__(self, initials: str) -> str:
        """The name of a stored image."""
        return self._rng.choice(self._pool) if self._pool else self._draw(initials)

    def _draw(self, initials: str) -> str:
        size = self._rng.choice((SQUARE, SQUARE, SQUARE, WIDE))
        image = draw(self._rng, initials, size)
        kind = self._rng.choice(("png", "webp"))
        buffer = BytesIO()
        image.save(buffer, kind, **({"lossless": True} if kind == "webp" else {}))
        return _store(buffer.getvalue(), kind)


def draw(rng: Random, initials: str, size: tuple[int, int]) -> Image.Image:
    """A mark with initials; on a wide one the initials stand beside the mark."""
    colour, accent = rng.sample(COLOURS, 2)
    image = Image.new("RGB", size, PAPER)
    pencil = ImageDraw.Draw(image)
    width, height = size
    mark: Box = (20, 20, height - 20, height - 20)
    rng.choice(MARKS)(pencil, mark, (colour, accent))
    if size == WIDE:
        _write(pencil, initials, ((height + width) // 2, height // 2), colour, 200)
    else:
        _write(pencil, initials, (width // 2, height // 2 + 20), PAPER, 130)
    return image


def _store(content: bytes, kind: str) -> str:
    """Named by its content, so that the same image is stored once."""
    name = f"logos/{hashlib.sha256(content).hexdigest()[:20]}.{kind}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name


def _write(
    pencil: ImageDraw.ImageDraw, text: str, at: tuple[int, int], colour: str, size: int
) -> None:
    font = ImageFont.load_default(size)
    pencil.text(at, text, fill=colour, font=font, anchor="mm", stroke_width=2)


def _pairs(rng: Random, number: int) -> list[str]:
    letters = "ABDEFGHKLMNPRSTVWZ"
    return [rng.choice(letters) + rng.choice(letters) for _ in range(number)]


def _disc(pencil: ImageDraw.ImageDraw, box: Box, colours: Colours) -> None:
    pencil.ellipse(box, fill=colours[0], outline=colours[1], width=14)


def _plate(pencil: ImageDraw.ImageDraw, box: Box, colours: Colours) -> None:
    left, _top, right, bottom = box
    pencil.rounded_rectangle(box, 48, fill=colours[0])
    pencil.rectangle((left + 60, bottom - 60, right - 60, bottom - 46), fill=PAPER)


def _hexagon(pencil: ImageDraw.ImageDraw, box: Box, colours: Colours) -> None:
    left, top, right, bottom = box
    middle = ((left + right) / 2, (top + bottom) / 2)
    pencil.regular_polygon((*middle, (right - left) / 2), 6, fill=colours[1])
    pencil.regular_polygon((*middle, (right - left) / 2 - 22), 6, fill=colours[0])


def _heap(pencil: ImageDraw.ImageDraw, box: Box, colours: Colours) -> None:
    """A spoil heap under the sun."""
    left, top, right, bottom = box
    height = bottom - top
    pencil.ellipse(
        (right - height // 3, top, right, top + height // 3), fill=colours[1]
    )
    brink = top + height // 4
    slope = [(left, bottom), (left + 60, brink), (right - 100, brink), (right, bottom)]
    pencil.polygon(slope, fill=colours[0])


def _tower(pencil: ImageDraw.ImageDraw, box: Box, colours: Colours) -> None:
    """A winding tower: a house with its wheel and a strut."""
    left, top, right, bottom = box
    height = bottom - top
    middle, radius = (left + right) // 2, height // 5
    hub = (middle, top + radius)
    strut = [hub, (right, bottom - height // 2), (right, bottom), (left, bottom)]
    pencil.polygon([*strut, (left, top + height // 2), hub], fill=colours[0])
    pencil.circle(hub, radius, fill=PAPER, outline=colours[1], width=16)
    pencil.line((middle - radius, hub[1], middle + radius, hub[1]), colours[1], 8)
    pencil.line((middle, top, middle, top + 2 * radius), colours[1], 8)


def _river(pencil: ImageDraw.ImageDraw, box: Box, colours: Colours) -> None:
    left, _top, right, bottom = box
    pencil.ellipse(box, fill=colours[0])
    pencil.chord(box, 40, 140, fill=colours[1])
    arc = (left - 40, bottom - 80, right + 40, bottom + 70)
    pencil.arc(arc, 210, 330, fill=PAPER, width=10)


MARKS: tuple[Mark, ...] = (_disc, _plate, _hexagon, _heap, _tower, _river)
