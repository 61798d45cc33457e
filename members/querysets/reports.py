"""Reports of errors."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.querysets.rights import edited, looked_after, present, to_be_decided
from members.states import ReportState

if TYPE_CHECKING:
    from alliance.models import User

# So long the editors have for themselves; then it is the coordination's, too.
EDITORS_HAVE = timedelta(days=7)


class ReportQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Of organisations that are neither removed nor merged into another."""
        return self.filter(present("organisation"))

    def open(self) -> Self:
        return self.filter(state=ReportState.OPEN).order_by("created_at", "pk")

    def settled(self) -> Self:
        return self.exclude(state=ReportState.OPEN).order_by("-settled_at", "-pk")

    def overdue(self, now: datetime | None = None) -> Self:
        """Open ones that the editors have left alone, or that no editor can see to.

        They become so at the beginning of a day, so that one letter tells of all.
        """
        last = timezone.localdate(now) - EDITORS_HAVE
        end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
        is_told = Q(escalated_at__isnull=False)
        return self.open().filter(is_told | Q(created_at__lt=end))

    def kept_by(self, user: User) -> Self:
        """Those that the person may see and settle."""
        return self.filter(
            edited(user, "organisation") | looked_after(user, "organisation")
        )

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.overdue(now).filter(to_be_decided(user, "created_at", now))
