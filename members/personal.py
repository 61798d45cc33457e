"""What the members' app holds about a person: whom they edit, what they wrote."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.models import User
from members import chronicle, exporting
from members.locks import lock
from members.models import Invitation, Organisation, Profile


def data(user: User) -> dict[str, Any]:
    editorships = user.editorships.select_related("organisation")
    profiles = Profile.objects.filter(author=user).select_related("organisation")
    return {
        "redaktionen": [
            {
                "organisation": editorship.organisation.slug,
                "hauptredaktion": editorship.is_main,
                "seit": editorship.since,
            }
            for editorship in editorships
        ],
        "vorschlaege": [
            {
                "organisation": profile.organisation.slug,
                "name": profile.name,
                "stand": profile.state,
            }
            for profile in profiles.order_by("pk")
        ],
        "mitgliederlisten": list(
            user.exports.values("created_at", "format", "total", "expires_at")
        ),
        "einladungen": list(
            Invitation.objects.filter(email__iexact=user.email).values(
                "created_at", "expires_at", "accepted_at", "revoked_at"
            )
        ),
    }


def consequences(user: User) -> list[str]:
    found = []
    for editorship in user.editorships.select_related("organisation__entry"):
        organisation = editorship.organisation
        entry = getattr(organisation, "entry", None)
        words = {"organisation": entry.name if entry else organisation}
        rest = organisation.editors.exclude(person=user)
        if not rest.exists():
            found.append(
                _(
                    "Nobody will edit %(organisation)s any more. What is online stays; "
                    "the coordination can invite someone new."
                )
                % words
            )
        elif editorship.is_main:
            found.append(
                _(
                    "%(organisation)s loses its main editor. Whoever has edited it for "
                    "the longest time takes over."
                )
                % words
            )
        else:
            found.append(_("You no longer edit %(organisation)s.") % words)
    if Profile.objects.filter(author=user).exists():
        found.append(_("Proposals that you have sent in stay, without your name."))
    return found


def forget(user: User) -> None:
    now = timezone.now()
    exporting.remove(user.exports.all())
    for editorship in user.editorships.select_related("organisation"):
        _leave(editorship.organisation, user)
    Invitation.objects.awaiting_answer().filter(inviter=user).update(revoked_at=now)
    former = user.email_changes.values_list("old_email", flat=True)
    for address in {user.email, *former}:
        Invitation.objects.filter(email__iexact=address).delete()


def _leave(organisation: Organisation, user: User) -> None:
    """As ``team.leave``, with nobody to ask: the eldest follows the main editor."""
    lock(organisation)
    editor = organisation.editors.filter(person=user).first()
    if editor is None:
        return
    chronicle.write("editor.left", organisation, by=user, row=editor.pk)
    editor.delete()
    heir = organisation.editors.order_by("since", "pk").first()
    if editor.is_main and heir:
        heir.is_main = True
        heir.save(update_fields=["is_main"])
