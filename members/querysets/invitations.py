"""Invitations to edit, and to an office."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.querysets.rights import (
    edited,
    headed,
)

if TYPE_CHECKING:
    from alliance.models import User
    from networks.querysets import NetworkQuerySet


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime | None = None) -> Self:
        return self.filter(
            accepted_at=None, revoked_at=None, expires_at__gt=now or timezone.now()
        )

    def awaiting_answer(self) -> Self:
        """Neither accepted nor revoked; it may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def kept_by(self, user: User) -> Self:
        """Of editors; one that hands the main role over is for those who may."""
        is_theirs = edited(user, "organisation") & Q(is_main=False)
        return self.filter(is_theirs | headed(user, "organisation"))

    def to_offices(self) -> Self:
        return self.exclude(office="")

    def to_substitute_in(self, networks: NetworkQuerySet) -> Self:
        return self.filter(office="substitute", network__in=networks)
