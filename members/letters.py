"""Letters to editors and coordinators, one function for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from alliance.models import Mail, User
from members.models import Credential, Editor, Invitation, Organisation, Profile
from networks.models import Role

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: profile_published"),
    gettext_noop("letter: profile_returned"),
    gettext_noop("letter: profile_edited_for"),
    gettext_noop("letter: proof_confirmed"),
    gettext_noop("letter: proof_refused"),
    gettext_noop("letter: desk"),
    gettext_noop("letter: invitation"),
    gettext_noop("letter: invitation_accepted"),
    gettext_noop("letter: editor_removed"),
    gettext_noop("letter: editor_left"),
    gettext_noop("letter: main_editor"),
]


class Line(NamedTuple):
    """One thing that waits."""

    title: str
    kind: str  # of ``members.reminders``
    days: int


class Desk(NamedTuple):
    """What waits for a person; lists begin with what has waited for longest."""

    proposals: int
    proofs: int
    applications: int
    oldest: int  # in days
    named: Sequence[Line]
    is_shared: bool  # whether the office may decide about some, too
    opened: Sequence[Line]


def profile_published(profile: Profile) -> None:
    _about_profile("profile_published", profile)


def profile_returned(profile: Profile) -> None:
    _about_profile("profile_returned", profile)


def profile_edited_for(profile: Profile) -> None:
    """The coordination has written for a member, and it is online."""
    _about_profile("profile_edited_for", profile)


def desk(person: User, waiting: Desk, day: date) -> Mail | None:
    """What waits for a decision; None if the person has had that letter this day."""
    number = waiting.proposals + waiting.proofs + waiting.applications
    context = {"desk": waiting, "number": number, "all": number + len(waiting.opened)}
    return mail.write("desk", context, to=person, key=f"desk-{person.pk}-{day}")


def proof_confirmed(credential: Credential) -> None:
    _about_proof("proof_confirmed", credential)


def proof_refused(credential: Credential) -> None:
    _about_proof("proof_refused", credential)


def _about_profile(kind: str, profile: Profile) -> None:
    to_editors(kind, profile.organisation, "members:desk", profile=profile)


def _about_proof(kind: str, credential: Credential) -> None:
    facts = {"proof": credential, "title": title_of(credential.organisation)}
    to_editors(kind, credential.organisation, "members:proofs", **facts)


def to_editors(
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
    title = title_of(invitation.organisation) if invitation.organisation else ""
    return {"invitation": invitation, "title": title}


def editor_removed(organisation: Organisation, person: User) -> None:
    if person.is_active:
        mail.write("editor_removed", {"title": title_of(organisation)}, to=person)


def main_editor(editor: Editor) -> None:
    if editor.person.is_active:
        context = {
            "title": title_of(editor.organisation),
            "address": reverse("members:team", args=[editor.organisation.slug]),
        }
        mail.write("main_editor", context, to=editor.person)


def editor_left(
    organisation: Organisation, person: User, *, note: str, is_last: bool
) -> None:
    context = {
        "title": title_of(organisation),
        "who": person,
        "note": note,
        "is_last": is_last,
        "address": reverse("members:team", args=[organisation.slug]),
    }
    for coordinator in coordination_of(organisation):
        mail.write("editor_left", context, to=coordinator)


def coordination_of(organisation: Organisation) -> list[User]:
    """Who looks after it today; where nobody does, the office."""
    networks = organisation.memberships.current().values("network")
    own = Role.objects.current().coordination().filter(network__in=networks)
    roles = own if own.exists() else Role.objects.current().office()
    return list(User.objects.filter(roles__in=roles, is_active=True).distinct())


def title_of(organisation: Organisation) -> str:
    named: Any = Organisation.objects.named().get(pk=organisation.pk)
    return named.title
