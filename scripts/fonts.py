"""Make the heading face: one weight of a variable font, cut to what names here need.

Run by hand when the face changes; the result is committed, with its licence. The
source comes from npm (`npm ci --ignore-scripts`).
"""

from collections.abc import Iterable
from pathlib import Path
from shutil import copyfile

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource-variable/sofia-sans-semi-condensed"
TARGET = ROOT / "alliance/static/alliance/fonts"
WEIGHT = 740
# As the stylesheet's unicode-range has them.
PARTS: dict[str, list[Iterable[int]]] = {
    "latin": [range(0x20, 0x7F), range(0xA0, 0x100), map(ord, "–—‘’‚“”„…·•‹›€→←×")],
    "latin-ext": [range(0x100, 0x180), range(0x218, 0x21C), [0x1E9E]],
    "cyrillic": [range(0x400, 0x460), [0x490, 0x491, 0x2116]],
}


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for part, letters in PARTS.items():
        font = cut(part, letters)
        target = TARGET / f"heading-{part}.woff2"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size / 1000:.1f} KB")
    copyfile(SOURCE / "LICENSE", TARGET / "OFL.txt")


def cut(part: str, letters: Iterable[Iterable[int]]) -> TTFont:
    path = SOURCE / f"files/sofia-sans-semi-condensed-{part}-wght-normal.woff2"
    font = instantiateVariableFont(TTFont(path), {"wght": WEIGHT})
    options = Options(flavor="woff2", layout_features=["kern", "mark", "mkmk", "locl"])
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[letter for some in letters for letter in some])
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


if __name__ == "__main__":
    main()
