"""Reports of errors."""

from __future__ import annotations

from typing import Self

from django.db import models

from members.states import ReportState


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state=ReportState.OPEN).order_by("created_at", "pk")
