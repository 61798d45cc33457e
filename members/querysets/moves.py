"""Changes from one network to another that wait for the other one's answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone

from members.querysets.rights import OFFICE_MAY_DECIDE_AFTER, edited, present
from members.states import MoveState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

_ORGANISATION = "membership__organisation"


class MoveQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state=MoveState.ASKED).order_by("asked_at", "pk")

    def in_the_hands_of(self, user: User, now: datetime | None = None) -> Self:
        """Answered or not: those into the person's networks; late ones the office's.

        Never of an organisation that the person edits.
        """
        since = (now or timezone.now()) - OFFICE_MAY_DECIDE_AFTER
        own = Network.objects.looked_after_by(user)
        is_office = Exists(user.roles.current().office())
        is_theirs = Q(network__in=own) | Q(is_office) & Q(asked_at__lte=since)
        others = present(_ORGANISATION) & ~Q(edited(user, _ORGANISATION))
        return self.filter(is_theirs & others)

    def awaiting_decision_by(self, user: User) -> Self:
        return self.open().in_the_hands_of(user)

    def withheld_from(self, user: User) -> Self:
        """What waits for others, since the person edits the organisation, too."""
        own = Network.objects.looked_after_by(user)
        return self.open().filter(edited(user, _ORGANISATION), network__in=own)
