"""Letters to editors and coordinators, one function for each."""

from __future__ import annotations

from django.urls import reverse

from alliance import mail
from members.models import Credential, Organisation, Profile


def profile_published(profile: Profile) -> None:
    _about_profile("profile_published", profile)


def profile_returned(profile: Profile) -> None:
    _about_profile("profile_returned", profile)


def profile_edited_for(profile: Profile) -> None:
    """The coordination has written for a member, and it is online."""
    _about_profile("profile_edited_for", profile)


def proof_confirmed(credential: Credential) -> None:
    _about_proof("proof_confirmed", credential)


def proof_refused(credential: Credential) -> None:
    _about_proof("proof_refused", credential)


def _about_profile(kind: str, profile: Profile) -> None:
    _to_editors(kind, profile.organisation, "members:desk", profile=profile)


def _about_proof(kind: str, credential: Credential) -> None:
    organisation = credential.organisation
    name = _name(organisation)
    _to_editors(
        kind, organisation, "members:proofs", proof=credential, organisation_name=name
    )


def _name(organisation: Organisation) -> str:
    profile = organisation.profiles.published().first()
    return profile.name if profile else organisation.slug


def _to_editors(
    kind: str, organisation: Organisation, page: str, **facts: object
) -> None:
    """``page`` is where the letter leads."""
    address = reverse(page, args=[organisation.slug])
    context = {"organisation": organisation, "address": address, **facts}
    editors = organisation.editors.select_related("person").filter(
        person__is_active=True
    )
    for editor in editors:
        mail.write(kind, context, to=editor.person)
