"""Which cities, networks and roles a person may see or change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from alliance.models import User


COORDINATION = ("coordinator", "substitute")


def _held_in(roles: RoleQuerySet) -> Exists:
    """Whether one of these roles is in the network; asked with it, not before."""
    return Exists(roles.filter(network=OuterRef("pk")))


class NetworkQuerySet(models.QuerySet):
    def coordinated_by(self, user: User) -> Self:
        """The networks whose members the person looks after; all for the office."""
        roles = user.roles.current()
        return self.filter(Exists(roles.office()) | _held_in(roles.coordination()))

    def looked_after_by(self, user: User, on: date | None = None) -> Self:
        """The networks in which the person holds an office of coordination."""
        return self.filter(_held_in(user.roles.current(on).coordination()))

    def led_by(self, user: User) -> Self:
        """The networks for which the person may name a substitute.

        Their coordinators, not the substitutes themselves; all for the office.
        """
        roles = user.roles.current()
        own = _held_in(roles.filter(kind="coordinator"))
        return self.filter(Exists(roles.office()) | own)


class RoleQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def current_or_coming(self, on: date | None = None) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on or timezone.localdate()))

    def coordination(self) -> Self:
        """Those who look after a network's members, substitutes too."""
        return self.filter(kind__in=COORDINATION)

    def deciding(self) -> Self:
        """Those who decide about members: coordination and office."""
        return self.coordination() | self.office()

    def substitutes(self) -> Self:
        return self.filter(kind="substitute")

    def office(self) -> Self:
        return self.filter(kind="office")

    def public(self, on: date | None = None) -> Self:
        return (
            self.current(on)
            .filter(is_public=True)
            .exclude(kind__in=("office", "substitute"))
        )
