"""Organisations, their memberships and editors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from members.querysets.freshness import FreshOrganisations
from members.querysets.rights import (
    OFFICE_MAY_DECIDE_AFTER,
    coordinated,
    decided,
    edited,
    for_office,
    headed,
    looked_after,
    present,
    removable,
    restorable,
)
from networks.models import Network, Role

if TYPE_CHECKING:
    from alliance.models import User


class OrganisationQuerySet(FreshOrganisations):
    def present(self) -> Self:
        """Neither removed nor merged into another."""
        return self.filter(present())

    def coordinated_by(self, user: User) -> Self:
        """Members, past ones too, of the networks that the person looks after."""
        return self.filter(coordinated(user, "pk"))

    def edited_by(self, user: User) -> Self:
        return self.filter(edited(user, "pk"))

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
        return self.present().filter(Exists(theirs.filter(organisation=OuterRef("pk"))))

    def from_a_to_z(self) -> Self:
        """By name as in a telephone directory, as ``key``; with its ``title``."""
        own = Lower("title", output_field=models.TextField())
        listed = F("entry__sort_key")
        key = Coalesce(listed, own, output_field=models.TextField())
        return self.named().annotate(key=key).order_by("key", "pk")

    def surveyed(self, *, fresh_since: datetime, soon: date) -> Self:
        """With what the coordination may want to see to; see ``members.roll``.

        Confirmed since when an entry is fresh, and until when a proof ends soon.
        """
        get = partial(apps.get_model, "members")
        profiles, editors, proofs, memberships = (
            get(name).objects.order_by().filter(organisation=OuterRef("pk"))
            for name in ("Profile", "Editor", "Credential", "Membership")
        )
        current = memberships.current_or_coming().order_by("network__position")
        is_fresh = Q(confirmed_at__gte=fresh_since)
        return self.annotate(
            networks=ArraySubquery(memberships.current_or_coming().values("network")),
            network_names=ArraySubquery(current.values("network__name")),
            is_online=Exists(profiles.published()),
            proposal=Coalesce(Subquery(profiles.open().values("state")[:1]), Value("")),
            is_complete=Exists(profiles.published().complete()),
            has_editor=Exists(editors),
            has_signed_in=Exists(editors.filter(person__last_login__isnull=False)),
            is_fresh=Case(When(is_fresh, then=True), default=False),
            expires_soon=Exists(proofs.valid().filter(valid_until__lte=soon)),
        )

    def kept_by(self, user: User) -> Self:
        """Whose sites, proofs and editors the person may change."""
        return self.filter(edited(user, "pk") | looked_after(user, "pk"))

    def vouched_for_by(self, user: User) -> Self:
        """For whom the person may write what is online at once; never for oneself."""
        day = timezone.localdate()
        own = Network.objects.looked_after_by(user, day)
        memberships = apps.get_model("members", "Membership").objects.current(day)
        theirs = memberships.filter(network__in=own, organisation=OuterRef("pk"))
        is_office = Exists(user.roles.current(day).office())
        others = self.present().exclude(edited(user, "pk"))
        return others.filter(Exists(theirs) | Q(is_office))

    def listed_by(self, user: User) -> Self:
        """Whom a list of the person may change; never what one edits oneself."""
        theirs = self.filter(looked_after(user, "pk")).exclude(edited(user, "pk"))
        return theirs.filter(removed_at=None)

    def headed_by(self, user: User) -> Self:
        """Whose editors the person may remove, and whose main editor name."""
        return self.filter(headed(user, "pk"))

    def decided_by(self, user: User, waited: timedelta = timedelta()) -> Self:
        """About whose changes the person may decide when they have waited so long."""
        others = self.exclude(edited(user, "pk"))
        is_theirs = decided(user, "pk", timezone.localdate())
        if waited >= OFFICE_MAY_DECIDE_AFTER:
            is_theirs |= Q(Exists(user.roles.current().office()))
        return others.present().filter(is_theirs)

    def removable_by(self, user: User) -> Self:
        return self.filter(removable(user, "pk"))

    def admissible_by(self, user: User) -> Self:
        """Whom the person may take into a network: of the directory, or once a member.

        Never an organisation that the person edits.
        """
        entries = apps.get_model("members", "DirectoryEntry").objects.listed()
        is_listed = Exists(entries.filter(organisation=OuterRef("pk")))
        others = self.present().exclude(edited(user, "pk"))
        return others.filter(Q(is_listed) | coordinated(user, "pk"))

    def restorable_by(self, user: User) -> Self:
        """What the person may bring back; the last removed comes first."""
        return self.filter(restorable(user, "pk")).order_by("-removed_at", "pk")


class MembershipQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Of organisations that are neither removed nor merged into another."""
        return self.filter(present("organisation"))

    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def current_or_coming(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day))

    def public(self, on: date | None = None) -> Self:
        """What the public reads of: valid that day, and not suspended."""
        return self.current(on).filter(suspended_on=None)

    def kept_by(self, user: User) -> Self:
        """Those the person may suspend, end or move, each in the own network.

        All for the office; never those of an organisation that the person edits.
        """
        own = Network.objects.looked_after_by(user)
        is_theirs = Q(network__in=own) | for_office(user)
        others = present("organisation") & ~Q(edited(user, "organisation"))
        return self.filter(is_theirs & others)


class EditorQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Of organisations that are neither removed nor merged into another."""
        return self.filter(present("organisation"))

    def main(self) -> Self:
        return self.filter(is_main=True)

    def headed_by(self, user: User) -> Self:
        """Whom the person may remove, or make the main editor."""
        return self.filter(headed(user, "organisation"))

    def viewable(self) -> Self:
        """Through whose eyes the office may look: of people without any office."""
        roles = Role.objects.current().filter(person=OuterRef("person"))
        theirs = self.filter(person__is_active=True, person__erased_at=None)
        return theirs.exclude(Exists(roles))

    def never_signed_in(self) -> Self:
        """Who came with a list of members and has had no access yet."""
        return self.filter(
            person__is_active=True,
            person__last_login=None,
            # What Django stores when nobody can know the password.
            person__password__startswith=UNUSABLE_PASSWORD_PREFIX,
        )

    def able(self) -> Self:
        """Who can come in and see to something."""
        active = self.filter(person__is_active=True)
        return active.exclude(
            person__last_login=None,
            person__password__startswith=UNUSABLE_PASSWORD_PREFIX,
        )
