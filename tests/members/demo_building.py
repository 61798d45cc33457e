from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.test import override_settings

from members.demo.build import build


@contextmanager
def built(size: int, seed: int, media: Path) -> Iterator[None]:
    """An alliance that is gone afterwards."""
    with override_settings(MEDIA_ROOT=media), transaction.atomic():
        build(size, seed, lambda _count: None)
        yield
        transaction.set_rollback(True)
