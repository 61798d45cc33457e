"""Which rows a person may see or change.

Every view starts from one of these methods, so a row that is not allowed is a
404 and nothing is decided a second time elsewhere.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members.states import EDITABLE, OPEN, ProfileState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User


class OrganisationQuerySet(models.QuerySet):
    def coordinated_by(self, user: User) -> Self:
        """Members, past ones too, of the networks that the person looks after."""
        networks = Network.objects.coordinated_by(user)
        return self.filter(
            Exists(networks.filter(memberships__organisation=OuterRef("pk")))
        )

    def edited_by(self, user: User) -> Self:
        return self.filter(editors__person=user)


class MembershipQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def current_or_coming(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day))


class EditorQuerySet(models.QuerySet):
    def main(self) -> Self:
        return self.filter(is_main=True)


class ProfileQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(state=ProfileState.PUBLISHED)

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

    def editable(self) -> Self:
        return self.filter(state__in=EDITABLE)

    def awaiting_review(self) -> Self:
        return self.filter(state=ProfileState.SUBMITTED).order_by("submitted_at")


class SiteQuerySet(models.QuerySet):
    pass


class CredentialQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def valid(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.confirmed().filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
        )


class TermQuerySet(models.QuerySet):
    def offered(self) -> Self:
        """What one can choose and filter by: all but the retired."""
        return self.filter(is_retired=False)


class DirectoryEntryQuerySet(models.QuerySet):
    def listed(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(
            Q(listed_until=None) | Q(listed_until__gte=day), listed_from__lte=day
        )
