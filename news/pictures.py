"""Pictures as they are delivered: some widths, as AVIF and WebP, made when asked for.

What is stored was drawn anew already (``alliance.images``). The address holds a digest
of the stored name, which no other image ever bears, and may be kept for ever.
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import Protocol

from django.apps import apps
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from PIL import Image as Drawing

from alliance import renditions
from members.pruning import Shelf


class Image(Protocol):
    """A picture as a row, or as one reads it; ``name`` is its file's in the storage."""

    @property
    def pk(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def name(self) -> str: ...


LARGEST_SIDE = 1600
WIDTHS = (480, 960, 1600)
# In the order in which a browser is offered them; the last one all can read.
FORMATS = {"avif": 55, "webp": 78}
SIZES = "(width >= 48rem) 44rem, 100vw"
# Part of every address: a new way of drawing is a new image.
DRAWING = "1"
# A credit that says itself what was made, such as "Foto: …" or "© …".
_TELLS_WHAT = re.compile(r"\w+:|©|\(c\)", re.IGNORECASE)


def moved(html: str, at: str) -> str:
    """The same with pictures delivered elsewhere, for a post that is not online."""
    return html.replace(f"{reverse('news:list')}bild/", at)


def digest(name: str) -> str:
    return hashlib.sha256(f"{DRAWING} {name}".encode()).hexdigest()[:16]


def widths(picture: Image) -> list[int]:
    """What it is delivered in: never wider than it is."""
    return [width for width in WIDTHS if width < picture.width] + [
        min(picture.width, WIDTHS[-1])
    ]


def files(picture: Image) -> dict[str, tuple[int, str]]:
    """What it is delivered as, by the names of the files: widths and formats."""
    return {
        _file(picture, width, form): (width, form)
        for width in widths(picture)
        for form in FORMATS
    }


def smallest(picture: Image) -> str:
    return _file(picture, widths(picture)[0], "webp")


def address(picture: Image, width: int, form: str) -> str:
    return reverse("news:picture", args=[picture.pk, _file(picture, width, form)])


def _file(picture: Image, width: int, form: str) -> str:
    return f"{digest(picture.name)}-{width}.{form}"


def element(picture: Image, alternative: str, *, is_first: bool = False) -> SafeString:
    """A ``picture`` element; the first of a page is loaded at once."""
    *others, last = FORMATS
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        ((form, _set(picture, form), SIZES) for form in others),
    )
    widest = widths(picture)[-1]
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}"'
        ' alt="{}" loading="{}" decoding="async"></picture>',
        sources,
        address(picture, widest, last),
        _set(picture, last),
        SIZES,
        picture.width,
        picture.height,
        alternative,
        "eager" if is_first else "lazy",
    )


def figure(picture: Image, alternative: str, credit: str) -> SafeString:
    """A picture within a text, with who made it below."""
    below = format_html("<figcaption>{}</figcaption>", caption(credit))
    image = element(picture, alternative)
    return format_html("<figure>{}{}</figure>", image, below if credit else "")


def caption(credit: str) -> str:
    return credit if _TELLS_WHAT.match(credit) else _("Picture: %s") % credit


def _set(picture: Image, form: str) -> str:
    return ", ".join(
        f"{address(picture, width, form)} {width}w" for width in widths(picture)
    )


def drawn(picture: Image, width: int, form: str) -> bytes | None:
    """The image in this width and format, or none where its file is missing."""
    name = picture.name
    place = f"news/{digest(name)}-{width}.{form}"
    return renditions.made(place, lambda: _draw(name, width, form))


def forget(name: str) -> None:
    """Remove what was drawn of a file that is gone."""
    for width in WIDTHS:
        for form in FORMATS:
            renditions.forget(f"news/{digest(name)}-{width}.{form}")


def _draw(name: str, width: int, form: str) -> bytes:
    with default_storage.open(name) as file:
        one = Drawing.open(file, formats=("WEBP",))
        image = one.convert("RGBA" if one.has_transparency_data else "RGB")
    height = max(round(image.height * width / image.width), 1)
    image = image.resize((width, height), Drawing.Resampling.LANCZOS)
    buffer = BytesIO()
    speed = {"speed": 7} if form == "avif" else {"method": 4}
    image.save(buffer, form.upper(), quality=FORMATS[form], **speed)
    return buffer.getvalue()


def _named() -> set[str]:
    return {*apps.get_model("news", "Picture").objects.values_list("file", flat=True)}


SHELF = Shelf("default", "news", _named, forget)
