"""What time does to applications: daily steps."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from members.applications.applying import note
from members.models import Application
from members.states import ApplicationState as State


def keep_in_time(now: datetime) -> None:
    """A daily step; safe to take twice, or not for some days."""
    forget_unconfirmed(now)
    wait_again(now)
    forget_persons(now)


def forget_unconfirmed(now: datetime) -> None:
    """Whoever did not ask for it has nothing to do."""
    Application.objects.unconfirmed().filter(expires_at__lte=now).delete()


@transaction.atomic
def wait_again(now: datetime) -> None:
    """Where no answer came, it is the coordination's turn, or it would lie for ever."""
    silent = Application.objects.asked().filter(expires_at__lte=now)
    for application in silent.select_for_update(of=("self",), no_key=True):
        application.state = State.WAITING
        application.waits_since = now
        application.revision += 1
        application.save(update_fields=["state", "waits_since", "revision"])
        note("application.unanswered", application)


@transaction.atomic
def forget_persons(now: datetime) -> None:
    for application in Application.objects.forgettable(now).select_for_update(
        of=("self",)
    ):
        forget(application)


def forget(application: Application) -> None:
    """Who asked and what was said go; that somebody asked, and the answer, stay."""
    for name in _PERSONAL:
        setattr(application, name, "")
    application.save(update_fields=_PERSONAL)
    application.inquiries.all().delete()


def take_leave(application: Application) -> None:
    """Its contact person leaves the portal; what is undecided is given up."""
    if application.decided_at:
        forget(application)
    else:
        application.delete()


_PERSONAL = [
    *("contact_name", "contact_email", "message", "telephone", "email"),
    *("street", "decision_note", "pass_note"),
]
