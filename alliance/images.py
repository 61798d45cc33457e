"""Uploaded images: checked by their first bytes, then drawn anew in another process.

What came is never kept. Whatever is wrong with a file is a sentence for its sender.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alliance import signatures, uploads
from alliance.drawing import LARGEST, Refusal

ACCEPTED = "image/png,image/jpeg,image/webp,image/gif"
LOGO_SIDE = 1200
NARROWEST = 200
STEEPEST = 5  # times as long as wide, or as wide as long
TIME = 10  # seconds that someone waits for the drawing, and again for their turn

SENTENCES = {
    "svg": _("We cannot accept SVG files. Please upload PNG, JPEG or WebP."),
    "heic": _("Please save HEIC images of an iPhone as JPEG first."),
    "format": _(
        "We do not support this image format. Please upload PNG, JPEG or WebP."
    ),
    "no_image": _("This file is no image. Please upload PNG, JPEG or WebP."),
    "too_many_pixels": _(
        "The image has too many pixels (at most 25 million). Please make it smaller."
    ),
    "too_much_work": _(
        "This image is too elaborate. Please make it smaller, save it as PNG or JPEG "
        "and upload it again."
    ),
    "unreadable": _(
        "This image is incomplete or damaged. Please save it once more and upload "
        "it again."
    ),
    "busy": _("We are busy with other images right now. Please try again in a minute."),
    "too_narrow": _(
        "The logo must be at least 200 pixels wide. Please upload a larger one."
    ),
    "too_steep": _(
        "The logo is too long and narrow: one side may be five times as long as the "
        "other at most. Please upload a more compact one."
    ),
}
_COMMAND = [
    sys.executable,
    # Without -I, the folder of the file would hide modules of Python from it.
    *("-I", "-B"),
    str(Path(__file__).with_name("drawing.py")),
]

logger = logging.getLogger(__name__)
# A drawing may take much memory: one at a time for each web process.
_drawing = Lock()


def accept(file: UploadedFile) -> ContentFile:
    """The logo as WebP, at most 1,200 pixels wide, or a ``ValidationError``."""
    drawn = redraw(uploads.read(file), LOGO_SIDE)
    width, height = signatures.size(drawn) or (0, 0)
    if max(width, height) > STEEPEST * min(width, height):
        raise _refusal("too_steep")
    if width < NARROWEST:
        raise _refusal("too_narrow")
    return uploads.named(drawn, "webp")


def redraw(content: bytes, side: int) -> bytes:
    """The image as WebP that fits into a square of ``side`` pixels."""
    kind = _checked(content)
    if not _drawing.acquire(timeout=TIME):
        raise _refusal("busy")
    try:
        return _draw(content, kind, side)
    finally:
        _drawing.release()


def _checked(content: bytes) -> str:
    """The format, if what the first bytes say is acceptable."""
    kind = signatures.kind(content)
    if not kind or (kind == "GIF" and signatures.is_empty_gif(content)):
        raise _refusal("no_image")
    if kind not in signatures.OURS:
        code = kind.lower()
        raise _refusal(code if code in SENTENCES else "format")
    width, height = signatures.size(content) or (0, 0)
    if width * height > LARGEST:
        raise _refusal("too_many_pixels")
    return kind


def _draw(content: bytes, kind: str, side: int) -> bytes:
    try:
        done = subprocess.run(
            [*_COMMAND, kind, str(side)],
            input=content,
            capture_output=True,
            check=False,
            timeout=TIME,
            # It needs nothing of ours, least of all the keys.
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        raise _refusal("too_much_work") from None
    except OSError:
        logger.exception("The process that draws images did not start.")
        raise _refusal("busy") from None
    if done.returncode:
        raise _refusal(_reason(done))
    return done.stdout


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    # Stopped by a signal: it went beyond its limits, or the file broke the decoder.
    if done.returncode < 0:
        return "too_much_work"
    try:
        return Refusal(done.returncode).name.lower()
    except ValueError:
        logger.error("Drawing failed: %s", done.stderr.decode(errors="replace"))  # noqa: TRY400
        return "busy"


def _refusal(code: str) -> ValidationError:
    return uploads.refusal(code, SENTENCES[code])


class ImageUploadField(uploads.UploadField):
    """A logo; what is cleaned is a WebP file of our own drawing."""

    accepted = ACCEPTED

    def accept(self, file: UploadedFile) -> ContentFile:
        return accept(file)
