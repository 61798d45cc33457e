"""Which posts the public reads, and which a person may write, see or bear."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from networks.models import Network
from news.states import PostState

if TYPE_CHECKING:
    from alliance.models import User


class PostQuerySet(models.QuerySet):
    def public(self, now: datetime | None = None) -> Self:
        """What anyone may read at that time."""
        moment = now or timezone.now()
        return self.filter(state=PostState.RELEASED, release_at__lte=moment)

    def scheduled(self, now: datetime | None = None) -> Self:
        moment = now or timezone.now()
        return self.filter(state=PostState.RELEASED, release_at__gt=moment)

    def newest_first(self) -> Self:
        return self.order_by("-first_released_at", "-pk")

    def once_public(self) -> Self:
        """What the public could read at some time, whether it still can or not."""
        return self.filter(first_released_at__lte=timezone.now())

    def written_by(self, user: User) -> Self:
        """Which the person may change: of the own networks, all for the office."""
        own = Network.objects.looked_after_by(user)
        is_office = Exists(user.roles.current().office())
        return self.filter(Q(network__in=own) | Q(is_office))

    def vouched_for_by(self, user: User) -> Self:
        """Posts of networks, to which the person may lend the alliance's voice."""
        is_office = Exists(user.roles.current().office())
        return self.filter(is_office, network__isnull=False)

    def read_by(self, user: User) -> Self:
        """Which the person may see before they are online: those to be borne, too."""
        own = Network.objects.looked_after_by(user)
        bearings = apps.get_model("news", "Bearing").objects.filter(network__in=own)
        is_asked = Exists(bearings.filter(post=OuterRef("pk")))
        is_office = Exists(user.roles.current().office())
        return self.filter(Q(network__in=own) | Q(is_asked) | Q(is_office))


class BearingQuerySet(models.QuerySet):
    def agreed(self) -> Self:
        return self.filter(agreed_at__isnull=False)

    def waiting(self) -> Self:
        """Asked, and neither agreed nor refused; oldest first."""
        waiting = self.filter(agreed_at=None, refused_at=None)
        # One for all may be offline for the very lack of who bears it.
        is_over = Q(post__state=PostState.WITHDRAWN, post__is_for_all=False)
        return waiting.exclude(is_over).order_by("asked_at")

    def decided_by(self, user: User) -> Self:
        """About which the person decides, as the coordination of that network."""
        return self.filter(network__in=Network.objects.looked_after_by(user))
