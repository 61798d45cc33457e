"""Letters: German plain text, queued in the transaction that causes them.

``alliance.delivery`` sends them; what it cannot send is for the office to decide.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.text import Truncator

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Subject
from alliance.models import Mail
from alliance.tasks import deliver

if TYPE_CHECKING:
    from alliance.models import User

LONGEST_SUBJECT = 200


def write(
    kind: str, context: dict[str, Any], *, to: User | str, key: str | None = None
) -> Mail | None:
    """Queue a letter from ``templates/mail/<kind>.txt``; its first line is the subject.

    None when there is a letter with this ``key`` already.
    """
    if key and Mail.objects.filter(key=key).exists():
        return None
    person, recipient = (None, to) if isinstance(to, str) else (to, to.email)
    context = {"site": settings.SITE_URL, "person": person} | context
    text = render_to_string(f"mail/{kind}.txt", context)
    subject, _newline, body = text.strip().partition("\n")
    return queue(
        Mail(
            kind=kind,
            recipient=recipient,
            person=person,
            subject=Truncator(" ".join(subject.split())).chars(LONGEST_SUBJECT),
            body=body.strip() + "\n",
            key=key,
        )
    )


def queue(letter: Mail) -> Mail | None:
    """Save it, and send it once this transaction is committed.

    None when there is a letter with the same key; who writes that at the same moment
    waits here for the first to commit.
    """
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        if letter.key and Mail.objects.filter(key=letter.key).exists():
            return None
        raise
    _post(letter)
    return letter


@transaction.atomic
def send_again(letter: Mail, *, by: User) -> None:
    """Try once more, from the beginning, what could not be sent."""
    _move(letter, Mail.State.WAITING, verb="mail.sent_again", by=by)
    _post(letter)


@transaction.atomic
def discard(letter: Mail, *, by: User) -> None:
    """Settle what could not be sent without sending it."""
    _move(letter, Mail.State.DISCARDED, verb="mail.discarded", by=by)


def _move(letter: Mail, state: Mail.State, *, verb: str, by: User) -> None:
    held = Mail.objects.unsettled().select_for_update(of=("self",))
    letter = held.filter(pk=letter.pk).first() or _refuse(letter)
    facts = {"state": letter.state}, {"state": state}
    letter.state, letter.attempts, letter.next_at = state, 0, None
    letter.save(update_fields=["state", "attempts", "next_at"])
    about = Subject(row=letter.pk)
    journal.record(verb, by=by, capacity=journal.OFFICE, subject=about, facts=facts)


def _refuse(letter: Mail) -> Mail:
    raise WrongStateError(f"Letter {letter.pk} is not one that could not be sent.")


def _post(letter: Mail) -> None:
    # Robust, for what happened is committed, and send_due finds the letter as well.
    transaction.on_commit(partial(deliver.enqueue, letter.pk), robust=True)
