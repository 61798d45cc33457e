"""The picture that a shared link shows: paper, the alliance's line, and words."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from alliance import lettering
from alliance.brand import NAME, STOPS

SIZE = WIDTH, HEIGHT = (1200, 630)
EDGE = 72
PAPER, INK, SOFT, ACCENT = "#fbf7f0", "#17202b", "#4b5460", "#b5340a"
TITLE_SIZES = (84, 70, 58)
# Where a title ends so low that one line below it has to do.
LOW = 350
# How many tones a colour has on its way from the paper.
TONES = 16
_RAMPS = {
    colour: 1 + TONES * number for number, colour in enumerate((INK, SOFT, ACCENT))
}


@lru_cache(maxsize=64)
def draw(title: str, line: str = "", foot: str = "") -> bytes:
    """A PNG; what someone wrote is drawn as text and nothing else."""
    sheet = _backdrop().copy()
    base = _write_title(sheet, lettering.readable(title) or NAME)
    mask = _mask()
    _write(mask, line, base + 60, size=36, most=2 if base < LOW else 1)
    _write(mask, foot, HEIGHT - 24, size=30, most=1)
    _lay(sheet, mask, SOFT)
    return _encode(sheet)


def _write_title(sheet: Image.Image, title: str) -> int:
    """Draw the name; returns where its last line stands."""
    setting = lettering.fit(title, TITLE_SIZES, width=WIDTH - 2 * EDGE, most=3)
    mask = _mask()
    pencil = ImageDraw.Draw(mask)
    base = 120
    for text in setting.lines:
        base += round(setting.size * 1.1)
        lettering.write(pencil, text, at=(EDGE, base), size=setting.size)
    _lay(sheet, mask, INK)
    return base


def _write(mask: Image.Image, text: str, base: int, *, size: int, most: int) -> None:
    text = lettering.readable(text)
    setting = lettering.fit(text, (size,), width=WIDTH - 2 * EDGE, most=most)
    pencil = ImageDraw.Draw(mask)
    for number, line in enumerate(setting.lines):
        at = (EDGE, base + round(1.3 * size * number))
        lettering.write(pencil, line, at=at, size=size)


@cache
def _backdrop() -> Image.Image:
    """What all pictures have in common; its tones are numbers in a palette."""
    sheet = Image.new("P", SIZE, 0)
    sheet.putpalette(_palette())
    _lay(sheet, _line(), ACCENT)
    mask = _mask()
    lettering.write(ImageDraw.Draw(mask), NAME, at=(EDGE, 92), size=34)
    _lay(sheet, mask, INK)
    return sheet


def _line() -> Image.Image:
    """Drawn four times as large, for Pillow's circles have no soft edges."""
    scale, top, height = 4, 456, 116
    large = Image.new("L", (WIDTH * scale, height * scale), 0)
    pencil = ImageDraw.Draw(large)
    step = (WIDTH - 2 * EDGE) / (STOPS[-1][0] - STOPS[0][0])
    points = [
        ((EDGE + (x - STOPS[0][0]) * step) * scale, (y * 4.4 - 12) * scale)
        for x, y in STOPS
    ]
    pencil.line(points, fill=255, width=9 * scale, joint="curve")
    for point in points:
        pencil.circle(point, 19 * scale, fill=255)
    mask = _mask()
    mask.paste(large.resize((WIDTH, height), Image.Resampling.LANCZOS), (0, top))
    return mask


def _mask() -> Image.Image:
    return Image.new("L", SIZE, 0)


def _lay(sheet: Image.Image, mask: Image.Image, colour: str) -> None:
    """Put a colour where the mask is light, in as many tones as the palette has."""
    if (box := mask.getbbox()) is None:
        return
    mask = mask.crop(box)
    first = _RAMPS[colour]
    tones = mask.point([first + value * (TONES - 1) // 255 for value in range(256)])
    covered = mask.point([255 * (value >= TONES) for value in range(256)])
    sheet.paste(tones, box, covered)


def _palette() -> list[int]:
    paper = Image.new("RGB", (1, 1), PAPER)
    colours = [paper]
    for colour in _RAMPS:
        full = Image.new("RGB", (1, 1), colour)
        colours += [
            Image.blend(paper, full, tone / (TONES - 1)) for tone in range(TONES)
        ]
    return [value for pixel in colours for value in pixel.tobytes()]


def _encode(sheet: Image.Image) -> bytes:
    buffer = BytesIO()
    sheet.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
