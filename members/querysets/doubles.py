"""Organisations that may be there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from members.querysets.rights import coordinated, for_office, present

if TYPE_CHECKING:
    from alliance.models import User


class PairQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Of which neither is removed or merged."""
        return self.filter(present("first"), present("second"))

    def apart(self) -> Self:
        return self.filter(verdict="apart")

    def seen_by(self, user: User) -> Self:
        """One of the two, or both, are the person's, and neither is gone."""
        own = coordinated(user, "first") | coordinated(user, "second")
        return self.present().filter(own)

    def reported(self) -> Self:
        """What the alliance office is asked to decide; the oldest first."""
        waiting = self.present().filter(verdict="reported")
        return waiting.order_by("said_at", "pk")

    def awaiting_decision_by(self, user: User) -> Self:
        """What networks have reported is the office's to decide."""
        return self.reported().filter(for_office(user))
