"""What an applicant does: send, confirm the address, answer a question.

    unconfirmed ──> waiting <──> asked          confirm; answer
         │             └──> admitted, declined  members.applications.deciding
         └─ deleted after seven days

Nobody has an account here: whoever holds a link has read the letter. It works once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from alliance import journal
from alliance.journal import Capacity, Subject
from alliance.models import JournalEntry
from members.applications import letters
from members.invitations import digest
from members.models import Application
from members.states import ApplicationState as State
from networks.models import Network

CONFIRM_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=30)


class DeadLinkError(Exception):
    """Unknown, expired or used; nobody learns which."""


@transaction.atomic
def send(application: Application, terms: Iterable[int]) -> None:
    """Keep what was typed, with its terms by their ids; the address confirms it."""
    now = timezone.now()
    application.created_at = application.consented_at = now
    application.expires_at = now + CONFIRM_WITHIN
    token = renew_token(application)
    application.save()
    application.terms.set(terms)
    letters.to_be_confirmed(application, token)


@transaction.atomic
def confirm(token: str) -> Application:
    """From now on it waits for the coordination."""
    application = _lock(token, State.UNCONFIRMED)
    _wait(application)
    application.confirmed_at = application.waits_since
    application.save()
    note("application.confirmed", application)
    return application


@transaction.atomic
def answer(token: str, text: str) -> Application:
    """It waits again, with what the coordination has asked for."""
    application = _lock(token, State.ASKED)
    inquiry = application.inquiries.latest("asked_at", "pk")
    inquiry.answer, inquiry.answered_at = text, timezone.now()
    inquiry.save(update_fields=["answer", "answered_at"])
    _wait(application)
    application.save()
    note("application.answered", application)
    return application


def find(token: str, state: State) -> Application:
    """What a link still opens."""
    rows = Application.objects.select_related("network")
    found = rows.filter(
        token_digest=digest(token), state=state, expires_at__gt=timezone.now()
    )
    if application := found.first():
        return application
    raise DeadLinkError


def network_of(token: str) -> Network:
    """Whose turn it is after what was done with a link, dead as it may be by now."""
    found = Network.objects.filter(applications__token_digest=digest(token)).first()
    if found is None:
        raise DeadLinkError
    return found


def renew_token(application: Application) -> str:
    """A new link; the one before is dead."""
    token = secrets.token_urlsafe(32)
    application.token_digest = digest(token)
    return token


def note(verb: str, application: Application) -> None:
    """What nobody with an account has done."""
    portal = Capacity(JournalEntry.Capacity.PORTAL, application.network_id)
    subject = Subject(application.organisation_id, application.pk)
    journal.record(verb, by=None, capacity=portal, subject=subject)


def _lock(token: str, state: State) -> Application:
    pk = find(token, state).pk
    Application.objects.select_for_update(no_key=True).get(pk=pk)
    # Whoever pressed the button at the same moment may have been the first.
    return find(token, state)


def _wait(application: Application) -> None:
    application.state = State.WAITING
    application.waits_since = timezone.now()
    application.revision += 1
