"""Logos as the public gets them: one rendition each, on a plate of one size.

What someone stored is never delivered. Each logo is drawn anew, as WebP on a white
plate, when it is first asked for; its address changes with its content.
"""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageOps

from alliance import renditions
from alliance.drawing import LARGEST, turn
from members.models import DirectoryEntry

# A plate is 96 × 64 in lists and 120 × 80 on a profile; screens have up to three dots
# for each of these.
PLATE = (288, 192)
MARGIN = 12
WHITE = (255, 255, 255)
ENOUGH = 8 * 1024  # bytes
QUALITIES = (88, 70, 50, 30, 10)
# Part of every address: a new way of drawing is a new image.
DRAWING = "1"


def address(slug: str, name: str) -> str:
    """Where the logo of that name in the storage is delivered."""
    return reverse("members:logo", args=[slug, digest(name)])


def digest(name: str) -> str:
    """Tells one stored image from another: the storage uses no name twice."""
    return hashlib.sha256(f"{DRAWING} {name}".encode()).hexdigest()[:16]


def listed_logo(slug: str, wanted: str) -> str:
    """The name in the storage of a listed organisation's logo, or an empty one."""
    entries = DirectoryEntry.objects.listed().filter(slug=slug)
    name = entries.order_by().values_list("logo", flat=True).first()
    return name if name and digest(name) == wanted else ""


def plate(name: str) -> bytes | None:
    """The logo as WebP, or none where its file is missing or no image."""
    return renditions.made(_place(name), lambda: _draw(name))


def forget(name: str) -> None:
    """Remove what was drawn of a file that is gone."""
    renditions.forget(_place(name))


def _place(name: str) -> str:
    return f"plates/{digest(name)}.webp"


def _draw(name: str) -> bytes:
    with default_storage.open(name) as file:
        content = file.read()
    plate = Image.new("RGB", PLATE, WHITE)
    with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as source:
        if source.width * source.height > LARGEST:
            raise ValueError("The image is too large.")
        source.draft("RGB", PLATE)
        way = turn(source)
        # Small first, or a large image would be held three times over.
        source.thumbnail((2 * PLATE[0], 2 * PLATE[0]))
        logo = source.convert("RGBA")
    if way is not None:
        logo = logo.transpose(way)
    logo = ImageOps.contain(logo, (PLATE[0] - 2 * MARGIN, PLATE[1] - 2 * MARGIN))
    corner = ((PLATE[0] - logo.width) // 2, (PLATE[1] - logo.height) // 2)
    plate.paste(logo, corner, logo)
    return _encode(plate)


def _encode(plate: Image.Image) -> bytes:
    buffer = BytesIO()
    for quality in QUALITIES:
        buffer = BytesIO()
        plate.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= ENOUGH:
            break
    return buffer.getvalue()
