"""Lists that people have sent or asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from alliance.models import User


class ImportQuerySet(models.QuerySet):
    def sent_by(self, user: User) -> Self:
        return self.filter(person=user)


class ExportQuerySet(models.QuerySet):
    def asked_for_by(self, user: User, now: datetime | None = None) -> Self:
        return self.filter(person=user, expires_at__gt=now or timezone.now())
