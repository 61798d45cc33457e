"""Terms that can be chosen, and what the directory lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    pass


class TermQuerySet(models.QuerySet):
    def offered(self) -> Self:
        """What one can choose and filter by: all but the retired."""
        return self.filter(is_retired=False)


class DirectoryEntryQuerySet(models.QuerySet):
    def listed(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(
            Q(listed_until=None) | Q(listed_until__gte=day), listed_from__lte=day
        )
