"""Lists that people have sent or asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.utils import timezone

from members.states import ExportState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User


class ImportQuerySet(models.QuerySet):
    def sent_by(self, user: User) -> Self:
        return self.filter(person=user)


class ExportQuerySet(models.QuerySet):
    def asked_for_by(self, user: User, now: datetime | None = None) -> Self:
        """Which the person may have: as long as every right lasts that made them."""
        own = ArraySubquery(Network.objects.coordinated_by(user).values("pk"))
        kept = self.filter(person=user, expires_at__gt=now or timezone.now())
        return kept.filter(networks__contained_by=own)

    def waiting(self) -> Self:
        return self.filter(state=ExportState.WAITING)

    def done(self) -> Self:
        return self.filter(state=ExportState.DONE)
