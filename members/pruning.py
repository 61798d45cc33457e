"""Files that no row names any more: kept for 30 days, so that a step can be undone.

The time of a file is the last day on which a row named it. Each run sets it anew for
those that are named, so it has to come every day.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

from members import logos
from members.models import Credential, DirectoryEntry, Profile

KEPT = timedelta(days=30)


class Shelf(NamedTuple):
    name: str
    folder: str
    named: Callable[[], set[str]]

    @property
    def storage(self) -> Storage:
        return storages[self.name]

    def ages(self) -> dict[str, timedelta]:
        """Of each file by its name: how long no row is known to have named it."""
        storage, now = self.storage, timezone.now()
        try:
            _folders, files = storage.listdir(self.folder)
        except FileNotFoundError:
            return {}
        names = [f"{self.folder}/{file}" for file in files]
        return {name: now - storage.get_modified_time(name) for name in names}


def _logos() -> set[str]:
    listed = DirectoryEntry.objects.values_list("logo", flat=True).order_by()
    return {*Profile.objects.values_list("logo", flat=True).order_by(), *listed}


def _proofs() -> set[str]:
    return {*Credential.objects.values_list("file", flat=True).order_by()}


LOGOS = Shelf("default", "logos", _logos)
PROOFS = Shelf("private", "proofs", _proofs)
SHELVES = (LOGOS, PROOFS)


def discard(shelf: Shelf, names: Iterable[str]) -> None:
    """Remove these files at once, when this is committed, unless a row names them."""

    def remove() -> None:
        _remove(shelf.storage, {*names} - shelf.named() - {""})

    transaction.on_commit(remove)


def prune(*, is_dry_run: bool) -> list[str]:
    """Remove what nobody can want back; return the names."""
    gone = []
    for shelf in SHELVES:
        # Before the rows are read: a file that comes in between is not seen.
        ages = shelf.ages()
        named = shelf.named() - {""}
        # A new database beside old files is an accident, and theirs would be the next.
        left = _left(ages, named) if named else []
        gone += left
        if not is_dry_run:
            _touch(shelf.storage, (name for name in ages if name in named))
            _remove(shelf.storage, left)
    return gone


def _left(ages: dict[str, timedelta], named: set[str]) -> list[str]:
    return sorted(
        name for name, age in ages.items() if age > KEPT and name not in named
    )


def _touch(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        os.utime(storage.path(name))


def _remove(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)
        logos.forget(name)
