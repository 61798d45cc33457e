"""What a module builds once, and each of its tests leaves as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test import override_settings


@contextmanager
def lasting(files: Path, **settings: object) -> Iterator[None]:
    """Its rows are gone afterwards, and its files are below ``files``."""
    own = override_settings(MEDIA_ROOT=files / "media", **settings)
    with own, pytest.MonkeyPatch.context() as patch, passing():
        keep_private(patch, files / "private")
        yield


@contextmanager
def passing() -> Iterator[None]:
    """What is written in it is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def keep_private(patch: pytest.MonkeyPatch, place: Path) -> None:
    """The model of proofs has kept its storage since its import."""
    for name in ("base_location", "location"):
        patch.setattr(storages["private"], name, str(place))


def settle() -> None:
    """As a commit would, once and not with each test."""
    connection.check_constraints()
