"""Applications for membership."""

from __future__ import annotations

from typing import Self

from django.db import models

from members.states import ApplicationState


class ApplicationQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """For the coordination's decision, oldest first."""
        waiting = self.filter(state=ApplicationState.WAITING)
        return waiting.order_by("waits_since", "pk")
