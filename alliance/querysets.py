"""Which rows are meant: versions of pages, the journal, what a person had typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from alliance.models import User

KEPT_FOR = timedelta(days=1)


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


class KeptFormQuerySet(models.QuerySet):
    def returned_to(self, person: User) -> Self:
        """What the person had typed; or nobody knows who, but who has the address."""
        since = timezone.now() - KEPT_FOR
        return self.filter(Q(person=person) | Q(person=None), at__gte=since)
