"""Hashing passwords, by few at once: each hash takes a core and 100 MB for a moment.

The limit holds for all processes on the machine whose cores they are. A place is the
lock on a file, which ends with the process that holds it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import override

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from alliance.errors import BusyError

PLACES = max(os.cpu_count() or 1, 2)
# Seconds that someone waits for a place; then the answer is 503.
PATIENCE = 1.5


class GuardedArgon2Hasher(Argon2PasswordHasher):
    @override
    def encode(self, password: str, salt: str) -> str:
        with place():
            return super().encode(password, salt)

    @override
    def verify(self, password: str, encoded: str) -> bool:
        with place():
            return super().verify(password, encoded)


@contextmanager
def place() -> Iterator[None]:
    """One of the few places at the mill, or a ``BusyError``."""
    folder = Path(settings.VAR_DIR, "hashing")
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + PATIENCE
    while (held := _first_free(folder)) is None:
        if time.monotonic() > deadline:
            raise BusyError
        time.sleep(0.02)
    try:
        yield
    finally:
        os.close(held)


def _first_free(folder: Path) -> int | None:
    for number in range(PLACES):
        opened = os.open(folder / str(number), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
        else:
            return opened
    return None
