"""Which rows are meant: versions of pages, the journal, letters, what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from alliance.models import User

KEPT_FOR = timedelta(days=1)
CONFIRMED_WITHIN = timedelta(days=1)
UNDONE_WITHIN = timedelta(days=7)


class PageVersionQuerySet(models.QuerySet):
    def of(self, slug: str) -> Self:
        return self.filter(page__slug=slug)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def current(self) -> Self:
        """The version of each page that is shown."""
        return (
            self.order_by("page_id", "-pk").distinct("page_id").select_related("page")
        )


class JournalQuerySet(models.QuerySet):
    def about(self, organisations: Iterable[int]) -> Self:
        return self.filter(organisation__in=organisations)

    def of(self, person: User) -> Self:
        return self.filter(actor=person)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class MailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> Self:
        """What waits and may be tried; first what has waited for longest."""
        has_come = Q(next_at=None) | Q(next_at__lte=now)
        return self.filter(has_come, state="waiting").order_by(
            F("next_at").asc(nulls_first=True), "pk"
        )

    def abandoned(self, now: datetime) -> Self:
        """What somebody began to send and never said how it went."""
        return self.filter(state="sending", next_at__lte=now)

    def settled(self) -> Self:
        return self.filter(state__in=("sent", "discarded"))

    def unsettled(self) -> Self:
        """What the office has to look at."""
        return self.filter(state__in=("failed", "uncertain"))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class KeptFormQuerySet(models.QuerySet):
    def returned_to(self, person: User, *, sent: Iterable[str]) -> Self:
        """What the person had typed; or nobody knows who, but in the same browser."""
        since = timezone.now() - KEPT_FOR
        is_theirs = Q(person=person) | Q(person=None, pk__in=list(sent))
        return self.filter(is_theirs, at__gte=since)


class EmailChangeQuerySet(models.QuerySet):
    def waiting(self, now: datetime) -> Self:
        """Those that a link in a letter to the new address may still confirm."""
        return self.filter(
            confirmed_at=None, undone_at=None, asked_at__gte=now - CONFIRMED_WITHIN
        )

    def undoable(self, now: datetime) -> Self:
        """Those that a link in a letter to the old address may still undo."""
        return self.filter(undone_at=None, confirmed_at__gte=now - UNDONE_WITHIN)
