"""What the calendar does: the steps of ``settings.DAILY``, in their order.

Each takes the time and decides by it, so that it may be called at any hour, twice, or
not at all for some days. Two runs never meet.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

logger = logging.getLogger("alliance.daily")


def run(now: datetime) -> list[str] | None:
    """Take all steps; returns those that failed, or None if another run is at it."""
    with _alone() as is_alone:
        if not is_alone:
            return None
        return [step for step in settings.DAILY if not _took(step, now)]


def _took(step: str, now: datetime) -> bool:
    """One that fails does not keep the others from their work."""
    try:
        import_string(step)(now)
    except Exception:
        logger.exception("The daily step %s failed.", step)
        return False
    return True


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('alliance.daily'))")
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('alliance.daily'))")
