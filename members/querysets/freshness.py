"""Questions about freshness, and inventories."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


class AskedQuerySet(models.QuerySet):
    def open(self, now: datetime | None = None) -> Self:
        """Neither answered nor expired."""
        moment = now or timezone.now()
        return self.filter(answered_at=None, expires_at__gt=moment)


class InventoryItemQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(result="open")
