#!/usr/bin/env python
"""Draw the portal's icons: eight equal stops on one bending line.

One drawing in all sizes: `icon.svg` for browsers, `favicon.ico` for crawlers, and
opaque images for home screens. Run it after a change here, and commit what it writes.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).parent.parent / "alliance/static/alliance/img"
# In a box of 32 by 32; the line bends, so that each stop is to be told at 16 pixels.
STOPS = (*((6, 7), (16, 7), (26, 7), (21, 16), (11, 16), (6, 25), (16, 25), (26, 25)),)
RADIUS, STROKE = 3.3, 2.4
PAPER, LINE = "#fbf7f0", "#b5340a"
DARK_PAPER, DARK_LINE = "#131920", "#ff9468"
SCALE = 8

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<style>@media(prefers-color-scheme:dark){{\
rect{{fill:{dark_paper}}}path{{stroke:{dark_line}}}g{{fill:{dark_line}}}}}</style>\
<rect width="32" height="32" rx="6" fill="{paper}"/>\
<path d="M{points}" fill="none" stroke="{line}" stroke-width="{stroke}"\
 stroke-linejoin="round"/><g fill="{line}">{stops}</g></svg>
"""


def main() -> None:
    (TARGET / "icon.svg").write_text(_svg())
    images = [_draw(size, room=1.0) for size in (16, 32, 48)]
    images[-1].save(
        TARGET / "favicon.ico",
        sizes=[image.size for image in images],
        append_images=images[:-1],
    )
    # A telephone cuts up to a tenth off each side of these.
    for size in (180, 192, 512):
        name = "apple-touch-icon" if size == 180 else f"icon-{size}"  # noqa: PLR2004
        image = _draw(size, room=0.72).quantize(32)
        image.save(TARGET / f"{name}.png", optimize=True)


def _svg() -> str:
    return SVG.format(
        paper=PAPER,
        line=LINE,
        dark_paper=DARK_PAPER,
        dark_line=DARK_LINE,
        points=" ".join(f"{x} {y}" for x, y in STOPS),
        stroke=STROKE,
        stops="".join(f'<circle cx="{x}" cy="{y}" r="{RADIUS}"/>' for x, y in STOPS),
    )


def _draw(size: int, *, room: float) -> Image.Image:
    """The icon on paper; ``room`` is the part of the width that the drawing takes."""
    side = size * SCALE
    image = Image.new("RGB", (side, side), PAPER)
    pencil = ImageDraw.Draw(image)
    unit = side / 32 * room
    points = [
        (side / 2 + (x - 16) * unit, side / 2 + (y - 16) * unit) for x, y in STOPS
    ]
    pencil.line(points, fill=LINE, width=round(STROKE * unit), joint="curve")
    for point in points:
        pencil.circle(point, RADIUS * unit, fill=LINE)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
