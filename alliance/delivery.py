"""How a letter leaves the house.

    waiting ──> sending ──> sent
       ^  ^        │
       │  └────────┤         for now; tried again later
       │           ├──> failed      refused for good, or tried for three days
       │           └──> uncertain   nobody knows; never tried again by itself
       └─ alliance.mail.send_again ─┘

A letter is claimed and that is committed before it is sent, so that it is never sent
twice, whoever else looks at the same moment and whatever happens after.
"""

from __future__ import annotations

import smtplib
import textwrap
from collections.abc import Callable
from datetime import datetime, timedelta
from email import policy as policies
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any, NamedTuple, override
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.brand import NAME
from alliance.models import Mail
from alliance.smtp import UnansweredError

# After so many minutes each: soon, then more and more seldom, for three days.
DELAYS = [timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 1440, 1440, 1440)]
# Longer than any attempt can last.
LEASE = timedelta(minutes=5)
# Where one letter finds nobody, the others need not knock at the same door.
PAUSE = timedelta(minutes=1)
WIDTH = 76
LONGEST_ERROR = 300
_NOT_AVAILABLE = 421
_FOR_GOOD = 500


class Verdict(NamedTuple):
    """What became of an attempt."""

    state: Mail.State
    error: str = ""
    is_open: bool = True  # whether the mail server takes letters at all


SENT = Verdict(Mail.State.SENT)


class Letter(EmailMessage):
    """Readable for each mail server on the way, also for those that know ASCII only."""

    @override
    def message(self, *, policy: Any = policies.default) -> Any:
        return super().message(policy=policy.clone(cte_type="7bit"))


def send_due(now: datetime, *, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Send what waits and whose time has come, whoever was to send it and was killed.

    ``goes_on`` is asked before each letter.
    """
    Mail.objects.abandoned(now).update(
        state=Mail.State.UNCERTAIN, error=_("Sending it was cut short.")
    )
    for letter in list(Mail.objects.due(now).values_list("pk", flat=True)):
        if not goes_on() or not send(letter):
            return


def send(letter: int) -> bool:
    """Send a letter that is due; returns whether others may try their luck."""
    mail = _claim(letter)
    if mail is None:
        return True
    verdict = _attempt(mail)
    _settle(mail, verdict)
    return verdict.is_open


@transaction.atomic(durable=True)
def _claim(letter: int) -> Mail | None:
    """Take it, unless somebody else has it."""
    now = timezone.now()
    due = Mail.objects.due(now).filter(pk=letter)
    mail = due.select_for_update(of=("self",), skip_locked=True).first()
    if mail:
        mail.state, mail.next_at = Mail.State.SENDING, now + LEASE
        mail.attempts += 1
        mail.save(update_fields=["state", "next_at", "attempts"])
    return mail


def _attempt(mail: Mail) -> Verdict:
    try:
        compose(mail).send()
    except UnansweredError:
        return Verdict(
            Mail.State.UNCERTAIN, _("The mail server did not say whether it took it.")
        )
    except (OSError, ValueError) as error:
        return judge(error)
    return SENT


def judge(error: Exception) -> Verdict:
    """Whether another attempt makes sense, and for the other letters, too."""
    match error:
        case ValueError():
            # The address or the text itself, which will not get better.
            return Verdict(Mail.State.FAILED, str(error))
        case smtplib.SMTPRecipientsRefused():
            ((code, reason),) = error.recipients.values()
            return _refusal(code, reason)
        case smtplib.SMTPDataError():
            return _refusal(error.smtp_code, error.smtp_error)
    return Verdict(Mail.State.WAITING, _sentence(error), is_open=False)


def _refusal(code: int, reason: bytes | str) -> Verdict:
    """Of this letter: codes from 500 are for good."""
    is_for_good = code >= _FOR_GOOD
    state = Mail.State.FAILED if is_for_good else Mail.State.WAITING
    return Verdict(state, _answer(code, reason), is_open=code != _NOT_AVAILABLE)


def _sentence(error: Exception) -> str:
    match error:
        case smtplib.SMTPNotSupportedError():
            return _("The mail server offers no encryption; nothing was sent.")
        case smtplib.SMTPResponseException():
            return _answer(error.smtp_code, error.smtp_error)
    return _("The mail server cannot be reached (%(reason)s).") % {"reason": error}


def _answer(code: int, reason: bytes | str) -> str:
    text = reason if isinstance(reason, str) else reason.decode(errors="replace")
    return _("The mail server answered: %(answer)s") % {"answer": f"{code} {text}"}


@transaction.atomic
def _settle(mail: Mail, verdict: Verdict) -> None:
    now = timezone.now()
    state, next_at = verdict.state, None
    if state == Mail.State.WAITING and mail.attempts > len(DELAYS):
        state = Mail.State.FAILED
    elif state == Mail.State.WAITING:
        next_at = now + DELAYS[mail.attempts - 1]
    ours = Mail.objects.filter(
        pk=mail.pk, state__in=(Mail.State.SENDING, Mail.State.UNCERTAIN)
    )
    ours.update(
        state=state,
        next_at=next_at,
        sent_at=now if state == Mail.State.SENT else None,
        error=_line(verdict.error)[:LONGEST_ERROR],
    )
    if not verdict.is_open:
        Mail.objects.due(now).update(next_at=now + PAUSE)


def compose(mail: Mail) -> Letter:
    host = urlsplit(settings.SITE_URL).hostname
    written = f"{mail.created_at:%Y%m%d%H%M%S}"
    headers = {
        "Auto-Submitted": "auto-generated",
        # The same in each attempt, so that who gets it twice can know.
        "Message-ID": f"<{mail.pk}.{written}@{host}>",
    }
    return Letter(
        _line(mail.subject),
        wrap(mail.body),
        _sender(),
        [mail.recipient],
        headers=headers,
    )


def _sender() -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(display_name=name or NAME, addr_spec=address))


def wrap(text: str) -> str:
    """Lines that fit a mail; addresses stay whole, and lists hang."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            subsequent_indent="  " if line.startswith(("- ", "– ")) else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )


def _line(text: str) -> str:
    return " ".join(text.split())
