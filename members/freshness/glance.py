"""What is public of an organisation, in short: to see whether it is still right."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from members.models import Credential, Organisation, Profile, Site, Term

# What people look for most; the others are on the whole page.
KINDS = (Term.Kind.TOPIC, Term.Kind.FUNDING)


class Glance(NamedTuple):
    organisation: Organisation
    profile: Profile | None
    sites: list[Site]
    proofs: list[Credential]
    terms: dict[str, list[str]]  # names, by what their kind is called

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
        _terms(profile) if profile else {},
    )


def _terms(profile: Profile) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in profile.terms.filter(kind__in=KINDS).order_by("-kind", "position"):
        found.setdefault(term.get_kind_display(), []).append(term.name)
    return found
