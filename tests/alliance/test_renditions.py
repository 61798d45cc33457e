"""Images that are made when they are asked for, and kept."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import UnidentifiedImageError

from alliance import renditions

PLACE = "news/bild.webp"

pytestmark = pytest.mark.usefixtures("media")


def failing(error):
    def draw():
        raise error

    return draw


def test_what_is_drawn_is_drawn_once():
    assert renditions.made(PLACE, lambda: b"eins") == b"eins"
    assert renditions.made(PLACE, failing(AssertionError)) == b"eins"

    renditions.forget(PLACE)
    assert renditions.made(PLACE, lambda: b"zwei") == b"zwei"


@pytest.mark.parametrize("torn", [b"", b"x" * 20, b"x" * 200])
def test_half_a_file_is_drawn_again(torn):
    storages["renditions"].save(PLACE, ContentFile(torn))

    assert renditions.made(PLACE, lambda: b"ganz") == b"ganz"


@pytest.mark.parametrize(
    "error", [UnidentifiedImageError("kein Bild"), OSError("torn"), ValueError("size")]
)
def test_what_cannot_be_drawn_is_tried_once(error):
    assert renditions.made(PLACE, failing(error)) is None
    assert renditions.made(PLACE, lambda: b"too late") is None


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "away"), OSError(24, "too many"), MemoryError()]
)
def test_what_may_pass_is_tried_again(error):
    assert renditions.made(PLACE, failing(error)) is None
    assert renditions.made(PLACE, lambda: b"da") == b"da"
