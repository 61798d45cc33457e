"""What the members' app holds about a person: whom they edit, what they wrote."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.models import User
from members import chronicle, exporting
from members.applications import retention
from members.exchange import tidying
from members.locks import lock
from members.models import (
    Application,
    Asked,
    Inventory,
    InventoryItem,
    Invitation,
    Organisation,
    Profile,
    ProofReminder,
    Report,
)
from members.querysets import ReportQuerySet


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
        "importe": list(
            user.imports.order_by("pk").values("file_name", "state", "created_at")
        ),
        **_freshness(user),
        "mitgliederlisten": list(
            user.exports.values("created_at", "format", "total", "expires_at")
        ),
        "einladungen": list(
            Invitation.objects.filter(email__iexact=user.email).values(
                "created_at", "expires_at", "accepted_at", "revoked_at"
            )
        ),
        "bewerbungen": [_application(one) for one in _applications(user)],
        "hinweise": list(
            _reports(user.email).values(
                "organisation__slug", "text", "state", "created_at", "settled_at"
            )
        ),
    }


def _applications(user: User) -> list[Application]:
    own = Application.objects.of_contact(user).select_related("network")
    return list(own.prefetch_related("inquiries").order_by("pk"))


def _application(application: Application) -> dict[str, Any]:
    return {
        "name": application.name,
        "netzwerk": application.network.slug,
        "stand": application.state,
        "ansprechperson": application.contact_name,
        "e_mail": application.contact_email,
        "nachricht": application.message,
        "gesendet": application.created_at,
        "eingewilligt": application.consented_at,
        "entschieden": application.decided_at,
        "notiz": application.decision_note,
        "rueckfragen": [
            {"frage": one.question, "antwort": one.answer}
            for one in application.inquiries.all()
        ],
    }


def _freshness(user: User) -> dict[str, Any]:
    """When the portal asked the person, and what they noted of others."""
    asked = Asked.objects.filter(person=user)
    told = ProofReminder.objects.filter(person=user)
    started = Inventory.objects.filter(started_by=user)
    noted = InventoryItem.objects.filter(noted_by=user)
    return {
        "nachfragen": list(
            asked.values(
                *("asked_at", "answer", "answered_at"),
                mitglied=F("organisation__slug"),
            )
        ),
        "erinnerungen_an_nachweise": list(told.values("at", "valid_until", "stage")),
        "begonnene_durchsichten": list(
            started.values("started_at", netzwerk=F("network__slug"))
        ),
        "notizen_in_durchsichten": list(
            noted.values(
                *("noted_at", "result", "note"), mitglied=F("organisation__slug")
            )
        ),
    }


def _reports(email: str) -> ReportQuerySet:
    """What was reported under the address, by whomever."""
    return Report.objects.filter(email__iexact=email)


def consequences(user: User) -> list[str]:
    found = [
        _("Your application for “%(name)s” is withdrawn.") % {"name": application.name}
        for application in _applications(user)
        if application.is_open
    ]
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
    for application in _applications(user):
        retention.take_leave(application)
    exporting.remove(user.exports.all())
    for editorship in user.editorships.select_related("organisation"):
        _leave(editorship.organisation, user)
    Invitation.objects.awaiting_answer().filter(inviter=user).update(revoked_at=now)
    tidying.forget(user)
    Asked.objects.filter(person=user).delete()
    former = user.email_changes.values_list("old_email", flat=True)
    for address in {user.email, *former}:
        Invitation.objects.filter(email__iexact=address).delete()
        _reports(address).update(email="")


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
