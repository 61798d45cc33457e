"""Two organisations as they are, before they become one: what there is to choose."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Prefetch, When

from members.locations import content as content_of_site
from members.models import (
    Credential,
    Editor,
    Invitation,
    Membership,
    Organisation,
    Profile,
    Site,
)
from members.states import OPEN, ProfileState

# What is online before what is open, and that before what was.
_BEST_FIRST = Case(
    When(state=ProfileState.PUBLISHED, then=0), When(state__in=OPEN, then=1), default=2
)


@dataclass(frozen=True)
class Original:
    """One of the two, with its rows."""

    organisation: Organisation
    title: str
    versions: list[Profile]  # published and open ones, or else the latest
    sites: list[Site]
    memberships: list[Membership]
    editors: list[Editor]
    credentials: list[Credential]
    invitations: list[Invitation]

    @property
    def pk(self) -> int:
        return self.organisation.pk

    @property
    def slug(self) -> str:
        return self.organisation.slug

    @property
    def source(self) -> Profile:
        """The version whose words can be chosen."""
        empty = Profile(organisation=self.organisation)
        return self.versions[0] if self.versions else empty

    @property
    def is_online(self) -> bool:
        return self.source.state == ProfileState.PUBLISHED

    @property
    def proposal(self) -> Profile | None:
        """What waits beside what is online."""
        return next((one for one in self.versions[1:] if one.state in OPEN), None)

    @property
    def main_editor(self) -> Editor | None:
        return next((one for one in self.editors if one.is_main), None)

    def rows(self) -> list[object]:
        """What someone who decides has looked at, in plain values."""
        own = self.organisation
        return [
            (own.pk, own.number, own.kursnet_number, own.kind),
            *((one.pk, one.revision, one.state) for one in self.versions),
            *((one.pk, one.revision) for one in self.sites),
            *(_span(one) for one in self.memberships),
            *((one.person_id, one.is_main) for one in self.editors),
            *((one.pk, one.revision) for one in self.credentials),
        ]

    def facts(self) -> dict[str, Any]:
        """Enough to put it back by hand, for the journal."""
        own = self.organisation
        return {
            "address": own.slug,
            "numbers": [own.number, own.kursnet_number],
            "confirmed": own.confirmed_at,
            "versions": [_version(one) for one in self.versions],
            "sites": [[one.pk, content_of_site(one)] for one in self.sites],
            "memberships": [_span(one) for one in self.memberships],
            "editors": [[one.person_id, one.is_main] for one in self.editors],
            "proofs": [_proof(one) for one in self.credentials],
            "invitations": [one.pk for one in self.invitations],
        }


def load(organisations: Sequence[Organisation]) -> list[Original]:
    """The one that was there first comes first."""
    ids = [organisation.pk for organisation in organisations]
    versions = Profile.objects.order_by(_BEST_FIRST, "-pk").prefetch_related("terms")
    sites = Site.objects.order_by("position", "pk").prefetch_related("accessibility")
    memberships = Membership.objects.select_related("network")
    editors = Editor.objects.select_related("person").order_by("-is_main", "since")
    invitations = Invitation.objects.awaiting_answer().order_by("pk")
    rows: Any = Organisation.objects.named().filter(pk__in=ids).order_by("pk")
    rows = rows.prefetch_related(
        Prefetch("profiles", versions, "all_versions"),
        Prefetch("sites", sites, "all_sites"),
        Prefetch("memberships", memberships.order_by("since"), "all_memberships"),
        Prefetch("editors", editors, "all_editors"),
        Prefetch("credentials", Credential.objects.order_by("kind", "pk"), "proofs"),
        Prefetch("invitations", invitations, "all_invitations"),
    )
    return [
        Original(
            organisation=one,
            title=one.title,
            versions=_current(one.all_versions),
            sites=one.all_sites,
            memberships=one.all_memberships,
            editors=one.all_editors,
            credentials=one.proofs,
            invitations=one.all_invitations,
        )
        for one in rows
    ]


def sight(originals: Sequence[Original]) -> str:
    """What someone has looked at: both, with all that is chosen from or joined."""
    rows = [original.rows() for original in originals]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:32]


def _current(versions: list[Profile]) -> list[Profile]:
    current = [one for one in versions if one.state != ProfileState.ARCHIVED]
    return current or versions[:1]


def _span(one: Membership) -> tuple[object, ...]:
    dates = one.since, one.until, one.suspended_on
    return one.pk, one.network_id, *(day and day.isoformat() for day in dates)


def _version(one: Profile) -> dict[str, Any]:
    content: dict[str, Any] = one.content()
    return {"state": one.state} | content | {"terms": sorted(content["terms"])}


def _proof(one: Credential) -> list[object]:
    dates = one.valid_from, one.valid_until, one.confirmed_at
    return [one.pk, one.kind, one.title, one.issuer, one.areas, *dates, one.file.name]
