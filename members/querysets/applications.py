"""Applications for membership.

What nobody has confirmed is nobody's to see; and nobody looks after an application in
which one is the contact person.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone

from members.querysets.rights import (
    OFFICE_MAY_DECIDE_AFTER,
    applied,
    for_office,
    network_looked_after,
)
from members.states import UNDECIDED, ApplicationState

if TYPE_CHECKING:
    from alliance.models import User

# A year after the decision nobody needs to know who asked.
PERSONAL_DATA = timedelta(days=365)


class ApplicationQuerySet(models.QuerySet):
    def unconfirmed(self) -> Self:
        return self.filter(state=ApplicationState.UNCONFIRMED)

    def confirmed(self) -> Self:
        """Whoever sent it has read the letter."""
        return self.exclude(state=ApplicationState.UNCONFIRMED)

    def undecided(self) -> Self:
        return self.filter(state__in=UNDECIDED)

    def waiting(self) -> Self:
        """For the coordination's decision, oldest first."""
        waiting = self.filter(state=ApplicationState.WAITING)
        return waiting.order_by("waits_since", "pk")

    def asked(self) -> Self:
        return self.filter(state=ApplicationState.ASKED)

    def coordinated_by(self, user: User) -> Self:
        """All that were sent to the person's networks; for the office all."""
        theirs = network_looked_after(user) | for_office(user)
        return self.confirmed().filter(theirs).exclude(applied(user))

    def in_the_hands_of(self, user: User, now: datetime | None = None) -> Self:
        """Decided or not: about which the person may decide, or might have.

        The office decides about what has waited for too long, too.
        """
        moment = now or timezone.now()
        day = timezone.localdate(moment)
        is_late = Q(waits_since__lte=moment - OFFICE_MAY_DECIDE_AFTER)
        is_office = Q(Exists(user.roles.current(day).office()))
        theirs = network_looked_after(user, day) | is_office & is_late
        return self.confirmed().filter(theirs).exclude(applied(user))

    def passed_on_by(self, user: User) -> Self:
        """That others look after now, since the person's network passed them on."""
        passed = self.confirmed().filter(network_looked_after(user, None, "came_from"))
        return passed.exclude(applied(user))

    def expected_from(self, user: User, now: datetime) -> Self:
        """What is the person's to decide, whether others may help out or not."""
        theirs = network_looked_after(user, timezone.localdate(now))
        return self.waiting().filter(theirs).exclude(applied(user))

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.waiting().in_the_hands_of(user, now)

    def withheld_from(self, user: User) -> Self:
        """What waits for others, since the person is the one who applies."""
        theirs = network_looked_after(user) | for_office(user)
        return self.waiting().filter(theirs, applied(user))

    def of_contact(self, user: User) -> Self:
        """In which the person is named as the contact, under any address so far."""
        former = user.email_changes.values_list("old_email", flat=True)
        own = applied(user)
        for address in former:
            own |= Q(contact_email__iexact=address)
        return self.filter(own)

    def forgettable(self, now: datetime) -> Self:
        """Decided a year ago, with the personal data still there."""
        decided = self.filter(decided_at__lt=now - PERSONAL_DATA)
        return decided.exclude(contact_email="")
