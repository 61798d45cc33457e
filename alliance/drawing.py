"""Draws an uploaded image anew, in a process of its own with limits of its own.

``python drawing.py PNG 1200`` reads an image of that format from its input and writes
it as WebP that fits into a square of so many pixels. It knows nothing of Django, so it
starts quickly and holds no secret.
"""

from __future__ import annotations

import resource
import sys
import warnings
from contextlib import suppress
from enum import IntEnum
from io import BytesIO

from PIL import Image, ImageCms

LARGEST = 25_000_000  # pixels
MEMORY = 640 * 1024 * 1024  # bytes; a WebP of as many pixels needs 550 of them
TIME = 3  # seconds of a processor

ENOUGH = 400_000  # bytes; what is larger without loss is drawn with a little
QUALITY = 90

ORIENTATION = 274  # the tag of a photograph that says how it was held
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_COLOURS = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}


class Refusal(IntEnum):
    """Why nothing was drawn, as the status with which the process ends."""

    TOO_MANY_PIXELS = 3
    TOO_MUCH_WORK = 4
    UNREADABLE = 5


def main() -> None:
    form, side = sys.argv[1], int(sys.argv[2])
    _limit()
    try:
        content = draw(sys.stdin.buffer.read(), form, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        sys.exit(Refusal.TOO_MANY_PIXELS)
    except MemoryError:
        sys.exit(Refusal.TOO_MUCH_WORK)
    except Exception:
        # Decoders raise anything for a file that was made to break them.
        sys.exit(Refusal.UNREADABLE)
    sys.stdout.buffer.write(content)


def _limit() -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: TIME,
        # No file, no process, no trace.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, amount in limits.items():
        # macOS does not know all of them.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (amount, amount))
    Image.MAX_IMAGE_PIXELS = LARGEST
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def draw(content: bytes, form: str, side: int) -> bytes:
    """The first frame, upright, in sRGB, without anything that is no pixel."""
    with Image.open(BytesIO(content), formats=[form]) as source:
        source.draft(None, (side, side))
        source.load()
        profile = source.info.get("icc_profile")
        way = turn(source)
        image = _plain(source)
    # Small first, or a large image would be held several times over.
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    image = _in_srgb(image, profile)
    return _encoded(image.transpose(way) if way is not None else image)


def turn(image: Image.Image) -> Image.Transpose | None:
    """What brings a photograph upright."""
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except Exception:
        # As above; then it stays as it is.
        return None


def _plain(image: Image.Image) -> Image.Image:
    """As grey, RGB or CMYK, with transparency where there is any."""
    if image.mode.startswith("I"):
        image = _of_eight_bits(image)
    clear = image.info.get("transparency")
    if isinstance(clear, tuple) and max(clear) > 255:  # noqa: PLR2004
        image.info["transparency"] = tuple(value >> 8 for value in clear)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert(image.mode if image.mode in ("L", "CMYK") else "RGB")


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut off what is brighter than 255 of 65,535."""
    grey = image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info:
        grey.info["transparency"] = image.info["transparency"] >> 8
    return grey


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha is not None else image
    # A profile that is broken or of another kind of image says nothing.
    with suppress(ImageCms.PyCMSError, OSError, KeyError, ValueError):
        colours = _converted(colours, profile) if profile else colours
    colours = colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def _converted(image: Image.Image, content: bytes) -> Image.Image:
    profile = ImageCms.ImageCmsProfile(BytesIO(content))
    mode = _COLOURS[profile.profile.xcolor_space.strip()]
    if (mode == "CMYK") != (image.mode == "CMYK"):
        return image
    return (
        ImageCms.profileToProfile(
            image.convert(mode),
            profile,
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        or image
    )


def _encoded(image: Image.Image) -> bytes:
    # What stood in the file beside its pixels would be written again.
    image.info = {}
    exact = BytesIO()
    image.save(exact, "WEBP", lossless=True, quality=40, method=3)
    if exact.tell() <= ENOUGH:
        return exact.getvalue()
    close = BytesIO()
    image.save(close, "WEBP", quality=QUALITY, alpha_quality=100)
    return min(exact.getvalue(), close.getvalue(), key=len)


if __name__ == "__main__":
    main()
