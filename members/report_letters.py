"""Letters about reports of errors, and messages to the office.

What a stranger has written stands in them as a quotation, line by line, and never goes
to an address that the stranger has given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from alliance.models import User
from members.letters import title_of
from members.models import Organisation, Report
from networks.models import Role

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: report_received"),
    gettext_noop("letter: report_answered"),
    gettext_noop("letter: reports_waiting"),
    gettext_noop("letter: message_to_office"),
]


def report_received(report: Report) -> None:
    """To the editors; the sender's address stays on the portal, where it has an end."""
    organisation = report.organisation
    context = {
        "title": title_of(organisation),
        "quoted": quoted(report.text),
        "may_answer": bool(report.email),
        "address": reverse("members:report", args=[organisation.slug, report.pk]),
    }
    for editor in organisation.editors.able().select_related("person"):
        mail.write("report_received", context, to=editor.person)


def report_answered(report: Report, answer: str) -> None:
    """The one answer to a sender; what they had written themselves is not repeated."""
    context: dict[str, Any] = {
        "title": title_of(report.organisation),
        "report": report,
        "answer": answer,
        "address": report.organisation.get_absolute_url(),
    }
    mail.write("report_answered", context, to=report.email)


def reports_waiting(person: User, organisations: Iterable[Organisation]) -> None:
    """To someone who coordinates; an organisation stands there for each report."""
    titles = [title_of(organisation) for organisation in organisations]
    context = {"titles": titles, "address": reverse("members:worklist")}
    mail.write("reports_waiting", context, to=person)


def message_to_office(*, name: str, email: str, text: str) -> None:
    """To all people of the office; until there is one, to the portal's own mailbox."""
    context = {"name": name, "email": email, "quoted": quoted(text)}
    roles = Role.objects.current().office()
    people = User.objects.filter(roles__in=roles, is_active=True).distinct()
    readers: list[User | str] = [*people] or [settings.DEFAULT_FROM_EMAIL]
    for reader in readers:
        mail.write("message_to_office", context, to=reader)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
