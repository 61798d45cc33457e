"""Which versions of pages are meant."""

from __future__ import annotations

from typing import Self

from django.db import models


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
