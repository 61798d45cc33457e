"""Letters to editors and coordinators, one function for each."""

from __future__ import annotations

from django.urls import reverse

from alliance import mail
from members.models import Organisation, Profile


def profile_published(profile: Profile) -> None:
    _to_editors("profile_published", profile.organisation, profile)


def profile_returned(profile: Profile) -> None:
    _to_editors("profile_returned", profile.organisation, profile)


def profile_edited_for(profile: Profile) -> None:
    """The coordination has written for a member, and it is online."""
    _to_editors("profile_edited_for", profile.organisation, profile)


def _to_editors(kind: str, organisation: Organisation, profile: Profile) -> None:
    context = {
        "organisation": organisation,
        "profile": profile,
        "address": reverse("members:desk", args=[organisation.slug]),
    }
    editors = organisation.editors.select_related("person").filter(
        person__is_active=True
    )
    for editor in editors:
        mail.write(kind, context, to=editor.person)
