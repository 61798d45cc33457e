"""Which rows a person may see or change.

Every view starts from one of these methods, so a row that is not allowed is a
404 and nothing is decided a second time elsewhere.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.states import EDITABLE, OPEN, ProfileState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User
    from networks.querysets import NetworkQuerySet

# Until then what waits is for the networks alone.
OFFICE_MAY_DECIDE_AFTER = timedelta(days=14)


def _edited(user: User, organisation: str) -> Exists:
    return Exists(user.editorships.filter(organisation=OuterRef(organisation)))


def _coordinated(user: User, organisation: str) -> Exists:
    networks = Network.objects.coordinated_by(user)
    return Exists(networks.filter(memberships__organisation=OuterRef(organisation)))


def _headed(user: User, organisation: str) -> Q:
    main = user.editorships.filter(organisation=OuterRef(organisation), is_main=True)
    return Exists(main) | _coordinated(user, organisation)


def _decided(user: User, organisation: str, day: date) -> Q:
    """A network's coordination decides about its members; the office about others."""
    is_current = Q(memberships__until=None) | Q(memberships__until__gte=day)
    networks = Network.objects.filter(
        is_current,
        memberships__since__lte=day,
        memberships__organisation=OuterRef(organisation),
    )
    own = Network.objects.looked_after_by(user, day)
    is_theirs = Q(Exists(networks.filter(pk__in=own)))
    if user.roles.current(day).office().exists():
        is_theirs |= ~Q(Exists(networks))
    return is_theirs


def _to_be_decided(user: User, waits_since: str, now: datetime | None) -> Q:
    """Rows of organisations about which the person may decide.

    Never of those that the person edits. The office decides about what has waited for
    too long, too.
    """
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    is_theirs = _decided(user, "organisation", day)
    if user.roles.current(day).office().exists():
        is_theirs |= Q(**{f"{waits_since}__lte": moment - OFFICE_MAY_DECIDE_AFTER})
    return is_theirs & ~Q(_edited(user, "organisation"))


class OrganisationQuerySet(models.QuerySet):
    def coordinated_by(self, user: User) -> Self:
        """Members, past ones too, of the networks that the person looks after."""
        return self.filter(_coordinated(user, "pk"))

    def edited_by(self, user: User) -> Self:
        return self.filter(_edited(user, "pk"))

    def named(self) -> Self:
        """By their ``title``: the published name, else the one of a proposal."""
        versions = apps.get_model("members", "Profile").objects.order_by()
        own = versions.filter(organisation=OuterRef("pk")).exclude(name="")
        names = own.published(), own.open(), own.order_by("-pk")
        titles = [Subquery(found.values("name")[:1]) for found in names]
        title = Coalesce(*titles, F("slug"), output_field=models.CharField())
        return self.annotate(title=title).order_by("title")

    def kept_by(self, user: User) -> Self:
        """Whose sites, proofs and editors the person may change."""
        return self.filter(_edited(user, "pk") | _coordinated(user, "pk"))

    def headed_by(self, user: User) -> Self:
        """Whose editors the person may remove, and whose main editor name."""
        return self.filter(_headed(user, "pk"))

    def decided_by(self, user: User, waited: timedelta = timedelta()) -> Self:
        """About whose changes the person may decide when they have waited so long."""
        others = self.exclude(_edited(user, "pk"))
        is_late = waited >= OFFICE_MAY_DECIDE_AFTER
        if is_late and user.roles.current().office().exists():
            return others
        return others.filter(_decided(user, "pk", timezone.localdate()))


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

    def headed_by(self, user: User) -> Self:
        """Whom the person may remove, or make the main editor."""
        return self.filter(_headed(user, "organisation"))

    def never_signed_in(self) -> Self:
        """Who came with a list of members and has had no access yet."""
        return self.filter(
            person__is_active=True,
            person__last_login=None,
            # What Django stores when nobody can know the password.
            person__password__startswith=UNUSABLE_PASSWORD_PREFIX,
        )


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
        return self.filter(state=ProfileState.SUBMITTED).order_by("submitted_at", "pk")

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.awaiting_review().filter(_to_be_decided(user, "submitted_at", now))


class SiteQuerySet(models.QuerySet):
    pass


class CredentialQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def claimed(self) -> Self:
        """Neither confirmed nor refused yet, oldest first."""
        waiting = self.filter(confirmed_at=None, refused_at=None)
        return waiting.order_by("claimed_at", "pk")

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.claimed().filter(_to_be_decided(user, "claimed_at", now))

    def kept_by(self, user: User) -> Self:
        """Whose file the person may read: editors and coordination."""
        return self.filter(
            _edited(user, "organisation") | _coordinated(user, "organisation")
        )

    def valid(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.confirmed().filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
        )


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime | None = None) -> Self:
        return self.filter(
            accepted_at=None, revoked_at=None, expires_at__gt=now or timezone.now()
        )

    def awaiting_answer(self) -> Self:
        """Neither accepted nor revoked; it may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def kept_by(self, user: User) -> Self:
        """Of editors; one that hands the main role over is for those who may."""
        is_theirs = _edited(user, "organisation") & Q(is_main=False)
        return self.filter(is_theirs | _headed(user, "organisation"))

    def to_substitute_in(self, networks: NetworkQuerySet) -> Self:
        return self.filter(office="substitute", network__in=networks)


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
