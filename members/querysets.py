"""Which rows a person may see or change.

Every view starts from one of these methods, so a row that is not allowed is a
404 and nothing is decided a second time elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.states import OPEN, ProfileState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User
    from networks.querysets import NetworkQuerySet

# Until then what waits is for the networks alone.
OFFICE_MAY_DECIDE_AFTER = timedelta(days=14)


def _edited(user: User, organisation: str) -> Exists:
    return Exists(user.editorships.filter(organisation=OuterRef(organisation)))


def _is_office(user: User) -> Q:
    return Q(Exists(user.roles.current().office()))


def _coordinated(user: User, organisation: str) -> Q:
    """For the office all, those without a network, too."""
    own = Network.objects.looked_after_by(user)
    theirs = own.filter(memberships__organisation=OuterRef(organisation))
    return Q(Exists(theirs)) | _is_office(user)


def _looked_after(user: User, organisation: str) -> Q:
    """Members of today, or to come; of those that left a network it sees the file."""
    own = Network.objects.looked_after_by(user)
    memberships = apps.get_model("members", "Membership").objects.current_or_coming()
    theirs = memberships.filter(network__in=own, organisation=OuterRef(organisation))
    return Q(Exists(theirs)) | _is_office(user)


def _headed(user: User, organisation: str) -> Q:
    main = user.editorships.filter(organisation=OuterRef(organisation), is_main=True)
    return Exists(main) | _looked_after(user, organisation)


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
    is_office = Exists(user.roles.current(day).office())
    return is_theirs | Q(is_office) & ~Q(Exists(networks))


def _expected_from(user: User, now: datetime) -> Q:
    """What is theirs from the first day on; never what they edit themselves."""
    theirs = _decided(user, "organisation", timezone.localdate(now))
    return theirs & ~Q(_edited(user, "organisation"))


def _to_be_decided(user: User, waits_since: str, now: datetime | None) -> Q:
    """Rows of organisations about which the person may decide.

    Never of those that the person edits. The office decides about what has waited for
    too long, too.
    """
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    is_late = Q(**{f"{waits_since}__lte": moment - OFFICE_MAY_DECIDE_AFTER})
    is_office = Exists(user.roles.current(day).office())
    is_theirs = _decided(user, "organisation", day) | Q(is_office) & is_late
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

    def members_of(self, networks: Iterable[int], on: date | None = None) -> Self:
        """Today's members of these networks (their ids), and those to come."""
        memberships = apps.get_model("members", "Membership").objects
        theirs = memberships.current_or_coming(on).filter(network__in=networks)
        return self.filter(Exists(theirs.filter(organisation=OuterRef("pk"))))

    def surveyed(self, on: date | None = None) -> Self:
        """With what the coordination may want to see to; see ``members.roll``."""
        day = on or timezone.localdate()
        get = partial(apps.get_model, "members")
        profiles, editors, proofs, memberships = (
            get(name).objects.order_by().filter(organisation=OuterRef("pk"))
            for name in ("Profile", "Editor", "Credential", "Membership")
        )
        ends = proofs.valid(day).filter(valid_until__isnull=False)
        current = memberships.current_or_coming(day).order_by("network__position")
        return self.named().annotate(
            networks=ArraySubquery(current.values("network__slug")),
            network_names=ArraySubquery(current.values("network__name")),
            proposal=Coalesce(Subquery(profiles.open().values("state")[:1]), Value("")),
            is_online=Exists(profiles.published()),
            is_complete=Exists(profiles.published().complete()),
            has_editor=Exists(editors),
            has_signed_in=Exists(editors.filter(person__last_login__isnull=False)),
            expires_on=Subquery(ends.order_by("valid_until").values("valid_until")[:1]),
        )

    def kept_by(self, user: User) -> Self:
        """Whose sites, proofs and editors the person may change."""
        return self.filter(_edited(user, "pk") | _looked_after(user, "pk"))

    def vouched_for_by(self, user: User) -> Self:
        """For whom the person may write what is online at once; never for oneself."""
        day = timezone.localdate()
        own = Network.objects.looked_after_by(user, day)
        memberships = apps.get_model("members", "Membership").objects.current(day)
        theirs = memberships.filter(network__in=own, organisation=OuterRef("pk"))
        is_office = Exists(user.roles.current(day).office())
        return self.filter(Exists(theirs) | Q(is_office)).exclude(_edited(user, "pk"))

    def headed_by(self, user: User) -> Self:
        """Whose editors the person may remove, and whose main editor name."""
        return self.filter(_headed(user, "pk"))

    def decided_by(self, user: User, waited: timedelta = timedelta()) -> Self:
        """About whose changes the person may decide when they have waited so long."""
        others = self.exclude(_edited(user, "pk"))
        is_theirs = _decided(user, "pk", timezone.localdate())
        if waited >= OFFICE_MAY_DECIDE_AFTER:
            is_theirs |= Q(Exists(user.roles.current().office()))
        return others.filter(is_theirs)


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

    def complete(self) -> Self:
        """With all words that one looks for, and with terms."""
        words = self.exclude(plain="").exclude(text="").exclude(website="")
        return words.filter(terms__isnull=False)

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
        return self.filter(_to_be_decided(user, "submitted_at", now))

    def proposed(self) -> Self:
        """What waits or was decided about, the latest first; no draft."""
        is_decided = Q(submitted_at__isnull=False, reviewed_at__isnull=False)
        proposed = self.filter(Q(state=ProfileState.SUBMITTED) | is_decided)
        return proposed.order_by("-submitted_at", "-pk")

    def expected_from(self, user: User, now: datetime) -> Self:
        """What is the person's to decide, whether others may help out or not."""
        return self.awaiting_review().filter(_expected_from(user, now))

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.awaiting_review().in_the_hands_of(user, now)

    def withheld_from(self, user: User) -> Self:
        """What waits for others, since the person edits the organisation, too."""
        return self.awaiting_review().filter(
            _edited(user, "organisation"), _coordinated(user, "organisation")
        )


class CredentialQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def claimed(self) -> Self:
        """Neither confirmed nor refused yet, oldest first."""
        waiting = self.filter(confirmed_at=None, refused_at=None)
        return waiting.order_by("claimed_at", "pk")

    def in_the_hands_of(self, user: User, now: datetime | None = None) -> Self:
        """Decided or not: about which the person may decide, or might have."""
        return self.filter(_to_be_decided(user, "claimed_at", now))

    def expected_from(self, user: User, now: datetime) -> Self:
        """What is the person's to decide, whether others may help out or not."""
        return self.claimed().filter(_expected_from(user, now))

    def awaiting_decision_by(self, user: User, now: datetime | None = None) -> Self:
        return self.claimed().in_the_hands_of(user, now)

    def withheld_from(self, user: User) -> Self:
        """What waits for others, since the person edits the organisation, too."""
        return self.claimed().filter(
            _edited(user, "organisation"), _coordinated(user, "organisation")
        )

    def kept_by(self, user: User) -> Self:
        """Whose file the person may read: editors and coordination."""
        return self.filter(
            _edited(user, "organisation") | _looked_after(user, "organisation")
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
