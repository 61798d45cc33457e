"""Letters to editors and coordinators, one function for each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from alliance import mail
from alliance.models import User
from members.models import Editor, Invitation, Organisation, Profile
from networks.models import Role


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


def invitation(invitation: Invitation, token: str) -> None:
    """The only place where the token is written down."""
    context = _of_invitation(invitation)
    context["address"] = reverse("members:invitation", args=[token])
    mail.write("invitation", context, to=invitation.email)


def invitation_accepted(invitation: Invitation) -> None:
    inviter, organisation = invitation.inviter, invitation.organisation
    if inviter is None or not inviter.is_active:
        return
    context = _of_invitation(invitation)
    if organisation:
        context["address"] = reverse("members:team", args=[organisation.slug])
    mail.write("invitation_accepted", context, to=inviter)


def _of_invitation(invitation: Invitation) -> dict[str, object]:
    title = _title(invitation.organisation) if invitation.organisation else ""
    return {"invitation": invitation, "title": title}


def editor_removed(organisation: Organisation, person: User) -> None:
    if person.is_active:
        mail.write("editor_removed", {"title": _title(organisation)}, to=person)


def main_editor(editor: Editor) -> None:
    if editor.person.is_active:
        context = {
            "title": _title(editor.organisation),
            "address": reverse("members:team", args=[editor.organisation.slug]),
        }
        mail.write("main_editor", context, to=editor.person)


def editor_left(
    organisation: Organisation, person: User, *, note: str, is_last: bool
) -> None:
    context = {
        "title": _title(organisation),
        "who": person,
        "note": note,
        "is_last": is_last,
        "address": reverse("members:team", args=[organisation.slug]),
    }
    for coordinator in _coordination(organisation):
        mail.write("editor_left", context, to=coordinator)


def _coordination(organisation: Organisation) -> list[User]:
    """Who looks after it today; where nobody does, the office."""
    networks = organisation.memberships.current().values("network")
    own = Role.objects.current().coordination().filter(network__in=networks)
    roles = own if own.exists() else Role.objects.current().office()
    return list(User.objects.filter(roles__in=roles, is_active=True).distinct())


def _title(organisation: Organisation) -> str:
    named: Any = Organisation.objects.named().get(pk=organisation.pk)
    return named.title
