"""How often something secret may be tried, counted by all processes together.

A row in PostgreSQL counts what was tried in one span of time; one statement looks and
counts, so that many at once get no more than one after the other. What succeeds is
given back. Whoever is stopped is stopped for one account from one address: a stranger
locks nobody out, who comes from elsewhere.
"""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from alliance import limits
from alliance.errors import TooManyAttemptsError
from alliance.models import AttemptCount, User


class Rule(NamedTuple):
    """So many attempts within so many seconds."""

    name: str
    most: int
    seconds: int


class Counted(NamedTuple):
    """A rule, and of whom it counts the attempts."""

    rule: Rule
    who: str = ""

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.rule.name} {self.who}".encode()).hexdigest()


PASSWORD = Rule("password", 5, 300)
PASSWORD_FROM_ADDRESS = Rule("password from address", 60, 60)
PASSWORD_AT_ALL = Rule("password at all", 600, 60)
CODE = Rule("code", 5, 300)
CODE_AT_ALL = Rule("code at all", 40, 3600)
PASSKEY = Rule("passkey", 60, 60)
RESET = Rule("reset", 5, 3600)
RESET_FROM_ADDRESS = Rule("reset from address", 40, 60)
RESET_AT_ALL = Rule("reset at all", 300, 60)
RESET_LETTERS = Rule("letters about a reset", 10, 86_400)
# To whom no account belongs: an address has endless spellings for one mailbox.
LETTERS_TO_STRANGERS = Rule("letters to strangers", 20, 86_400)
LETTERS_TO_STRANGERS_AT_ALL = Rule("letters to strangers at all", 500, 86_400)
NEW_ADDRESS = Rule("new address", 10, 86_400)
KEPT_FORM = Rule("kept form", 60, 3600)
KEPT_FORM_AT_ALL = Rule("kept form at all", 2000, 3600)

_TAKE = """
    INSERT INTO alliance_attemptcount AS known (key, tries, until)
    VALUES (%(key)s, 1, %(until)s)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN known.until <= %(now)s THEN 1 ELSE known.tries + 1 END,
        until = CASE WHEN known.until <= %(now)s THEN %(until)s ELSE known.until END
    WHERE known.until <= %(now)s OR known.tries < %(most)s
    RETURNING tries
"""
_GIVE_BACK = """
    UPDATE alliance_attemptcount SET tries = tries - 1 WHERE key = %s AND tries > 0
"""


def at_password(request: HttpRequest, email: str) -> list[Counted]:
    address = limits.client(request)
    return [
        Counted(PASSWORD, f"{email.lower()} {address}"),
        Counted(PASSWORD_FROM_ADDRESS, address),
        Counted(PASSWORD_AT_ALL),
    ]


def at_code(request: HttpRequest, user: User) -> list[Counted]:
    """Only who knows the password comes as far, so the account may be counted, too."""
    return [
        Counted(CODE, f"{user.pk} {limits.client(request)}"),
        Counted(CODE_AT_ALL, str(user.pk)),
    ]


def at_reset(request: HttpRequest, email: str) -> list[Counted]:
    address = limits.client(request)
    return [
        Counted(RESET, f"{email.lower()} {address}"),
        Counted(RESET_FROM_ADDRESS, address),
        Counted(RESET_AT_ALL),
    ]


def at_letter_to_stranger(request: HttpRequest) -> list[Counted]:
    return [
        Counted(LETTERS_TO_STRANGERS, limits.client(request)),
        Counted(LETTERS_TO_STRANGERS_AT_ALL),
    ]


def take(*counted: Counted) -> None:
    """Count one attempt by each rule, or by none and raise what stands against it."""
    taken: list[Counted] = []
    for one in counted:
        if not _take(one):
            give_back(*taken)
            raise TooManyAttemptsError(_seconds_left(one))
        taken.append(one)


def give_back(*counted: Counted) -> None:
    with connection.cursor() as cursor:
        for one in counted:
            cursor.execute(_GIVE_BACK, [one.key])


def prune(now: datetime) -> int:
    """Forget what no rule counts any more."""
    return AttemptCount.objects.filter(until__lt=now).delete()[0]


def _take(counted: Counted) -> bool:
    now = timezone.now()
    values: dict[str, str | int | datetime] = {
        "key": counted.key,
        "now": now,
        "until": now + timedelta(seconds=counted.rule.seconds),
        "most": counted.rule.most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return cursor.fetchone() is not None


def _seconds_left(counted: Counted) -> int:
    known = AttemptCount.objects.filter(key=counted.key).first()
    left = (known.until - timezone.now()).total_seconds() if known else 0
    return max(math.ceil(left), 1)
