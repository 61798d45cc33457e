"""Organisations, their memberships and editors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.querysets.rights import (
    OFFICE_MAY_DECIDE_AFTER,
    coordinated,
    decided,
    edited,
    headed,
    looked_after,
)
from networks.models import Network, Role

if TYPE_CHECKING:
    from alliance.models import User


class OrganisationQuerySet(models.QuerySet):
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
        return self.filter(edited(user, "pk") | looked_after(user, "pk"))

    def vouched_for_by(self, user: User) -> Self:
        """For whom the person may write what is online at once; never for oneself."""
        day = timezone.localdate()
        own = Network.objects.looked_after_by(user, day)
        memberships = apps.get_model("members", "Membership").objects.current(day)
        theirs = memberships.filter(network__in=own, organisation=OuterRef("pk"))
        is_office = Exists(user.roles.current(day).office())
        return self.filter(Exists(theirs) | Q(is_office)).exclude(edited(user, "pk"))

    def headed_by(self, user: User) -> Self:
        """Whose editors the person may remove, and whose main editor name."""
        return self.filter(headed(user, "pk"))

    def decided_by(self, user: User, waited: timedelta = timedelta()) -> Self:
        """About whose changes the person may decide when they have waited so long."""
        others = self.exclude(edited(user, "pk"))
        is_theirs = decided(user, "pk", timezone.localdate())
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
