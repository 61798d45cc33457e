"""Organisations that may be there twice."""

from __future__ import annotations

from typing import Self

from django.db import models

from members.querysets.rights import present


class PairQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Of which neither is removed or merged."""
        return self.filter(present("first"), present("second"))

    def apart(self) -> Self:
        return self.filter(verdict="apart")

    def reported(self) -> Self:
        """What the alliance office is asked to decide; the oldest first."""
        waiting = self.present().filter(verdict="reported")
        return waiting.order_by("said_at", "pk")
