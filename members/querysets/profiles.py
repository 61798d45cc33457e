"""What organisations say of themselves, and what they have proved."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members.querysets.freshness import EndingCredentials
from members.querysets.rights import (
    coordinated,
    edited,
    expected_from,
    looked_after,
    to_be_decided,
)
from members.states import OPEN, ProfileState

if TYPE_CHECKING:
    from alliance.models import User


class ProfileQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(state=ProfileState.PUBLISHED)

    def complete(self) -> Self:
        """With all words that one looks for, and with terms."""
        words = self.exclude(plain="").exclude(text="").exclude(website="")
        terms = apps.get_model("members", "Term").objects.order_by()
        return words.filter(Exists(terms.filter(profiles=OuterRef("pk"))))

    def once_public(self, on: date | None = None) -> Self:
        """What the public could read at some time, whether it still can or not."""
        day = on or timezone.localdate()
        was_online = Q(state=ProfileState.PUBLISHED) | Q(published_at__isnull=False)
        was_member = Q(organisation__memberships__since__lte=day)
        # A partner may work with the alliance without a network.
        needs_none = Q(organisation__kind="partner", organisation__memberships=None)
        return self.filter(was_online, needs_none | was_member).distinct()

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def awaiting_review(self) -> Self:
        return self.filter(state=ProfileState.SUBMITTED).order_by("submitted_at", "pk")

    def in_the_hands_of(self, user: User, now: datetime | None = None) -> Self:
        """Decided or not: about which the person may decide, or might have."""
        return self.filter(to_be_decided(user, "submitted_at", now))

    def proposed(self) -> Self:
        """What waits or was decided about, the latest first; no draft."""
        is_decided = Q(submitted_at__isnull=False, reviewed_at__isnull=False)
        proposed = self.filter(Q(state=ProfileState.SUBMITTED) | is_decided)
        return proposed.order_by("-submitted_at", "-pk")

    def expected_from(self, user: User, now: datetime) -> Self:
        """What is the person's to decide, whether others may help out or not."""
        return self.awaiting_review().filter(expected_from(user, now))

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.awaiting_review().in_the_hands_of(user, now)

    def withheld_from(self, user: User) -> Self:
        """What waits for others, since the person edits the organisation, too."""
        return self.awaiting_review().filter(
            edited(user, "organisation"),
            coordinated(user, "organisation"),
        )


class CredentialQuerySet(EndingCredentials):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def claimed(self) -> Self:
        """Neither confirmed nor refused yet, oldest first."""
        waiting = self.filter(confirmed_at=None, refused_at=None)
        return waiting.order_by("claimed_at", "pk")

    def in_the_hands_of(self, user: User, now: datetime | None = None) -> Self:
        """Decided or not: about which the person may decide, or might have."""
        return self.filter(to_be_decided(user, "claimed_at", now))

    def expected_from(self, user: User, now: datetime) -> Self:
        """What is the person's to decide, whether others may help out or not."""
        return self.claimed().filter(expected_from(user, now))

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.claimed().in_the_hands_of(user, now)

    def withheld_from(self, user: User) -> Self:
        """What waits for others, since the person edits the organisation, too."""
        return self.claimed().filter(
            edited(user, "organisation"),
            coordinated(user, "organisation"),
        )

    def kept_by(self, user: User) -> Self:
        """Whose file the person may read: editors and coordination."""
        return self.filter(
            edited(user, "organisation") | looked_after(user, "organisation")
        )

    def valid(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.confirmed().filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
        )
