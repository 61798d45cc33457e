"""What is public of an organisation, in short: to see whether it is still right."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from members.models import Credential, Organisation, Profile, Site


class Glance(NamedTuple):
    organisation: Organisation
    profile: Profile | None
    sites: list[Site]
    proofs: list[Credential]
    terms: int

    @property
    def title(self) -> str:
        return self.profile.name if self.profile else str(self.organisation)


def at(organisation: Organisation) -> Glance:
    profile = organisation.profiles.published().first()
    proofs = organisation.credentials.valid(timezone.localdate())
    return Glance(
        organisation,
        profile,
        list(organisation.sites.all()),
        list(proofs.order_by("kind", "valid_until")),
        profile.terms.count() if profile else 0,
    )
