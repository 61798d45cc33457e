from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from members.demo.build import build
from tests.lasting import lasting


@contextmanager
def built(size: int, seed: int, media: Path) -> Iterator[None]:
    """An alliance that is gone afterwards."""
    with lasting(media):
        build(size, seed, lambda _count: None)
        yield
