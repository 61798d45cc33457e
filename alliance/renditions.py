"""Images that are made of others when they are first asked for, and then kept.

Half a file, which another process is just writing, is known by the digest before it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import storages

# What stands for something that cannot be drawn, so that nobody tries it again.
HOPELESS = b""
_DIGEST = 32  # bytes

logger = logging.getLogger(__name__)
# A large image takes memory while it is drawn: one at a time in each process.
_drawing = Lock()


def made(place: str, draw: Callable[[], bytes]) -> bytes | None:
    """What stands at that place, drawn if it does not; none where that cannot be."""
    with suppress(LookupError):
        return _stored(place)
    with _drawing:
        # Another thread may just have drawn it.
        with suppress(LookupError):
            return _stored(place)
        if (content := _drawn(draw)) is None:
            return None
        # What cannot be kept is drawn again next time.
        with suppress(OSError):
            sealed = hashlib.sha256(content).digest() + content
            storages["renditions"].save(place, ContentFile(sealed))
    return content or None


def forget(place: str) -> None:
    storages["renditions"].delete(place)


def _drawn(draw: Callable[[], bytes]) -> bytes | None:
    """None where it may succeed another time."""
    try:
        return draw()
    except FileNotFoundError:
        return None
    except Exception as error:
        # Decoders raise anything for a file that was made to break them; what the
        # system says has a number.
        logger.exception("An image could not be drawn.")
        may_pass = isinstance(error, MemoryError) or getattr(error, "errno", None)
        return None if may_pass else HOPELESS


def _stored(place: str) -> bytes | None:
    """What was drawn before; a ``LookupError`` where nothing whole is there."""
    try:
        with storages["renditions"].open(place) as file:
            sealed = file.read()
    except OSError as error:
        raise LookupError(place) from error
    digest, content = sealed[:_DIGEST], sealed[_DIGEST:]
    if hashlib.sha256(content).digest() != digest:
        raise LookupError(place)
    return content or None
