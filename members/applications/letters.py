"""Letters to applicants, one function for each; they have no account."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from members.models import Application
from networks.naming import coordination

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: application_confirm"),
    gettext_noop("letter: application_question"),
    gettext_noop("letter: application_admitted"),
    gettext_noop("letter: application_declined"),
    gettext_noop("letter: application_passed_on"),
]


def to_be_confirmed(application: Application, token: str) -> None:
    """Says nothing that was typed: its reader may not be who typed it."""
    address = reverse("members:apply-confirm", args=[token])
    _write("confirm", application, address=address)


def question(application: Application, text: str, token: str) -> None:
    address = reverse("members:apply-answer", args=[token])
    _write("question", application, address=address, question=text)


def admitted(application: Application, since: date, *, is_known: bool) -> None:
    """A second letter has the invitation, unless the portal knows the house already."""
    _write("admitted", application, since=since, is_known=is_known)


def declined(application: Application) -> None:
    _write("declined", application)


def passed_on(application: Application) -> None:
    _write("passed_on", application)


def _write(occasion: str, application: Application, **facts: object) -> None:
    context = {
        "application": application,
        "network": application.network,
        "coordination": coordination([application.network.name]),
        **facts,
    }
    mail.write(f"application_{occasion}", context, to=application.contact_email)
