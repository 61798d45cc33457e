"""What a new day changes for members: steps of ``settings.DAILY``."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from members import pruning
from members.directory import index


def refresh_directory(now: datetime) -> None:
    index.refresh_due(timezone.localdate(now))


def prune_media(now: datetime) -> None:  # noqa: ARG001 (each step gets the time)
    pruning.prune(is_dry_run=False)
