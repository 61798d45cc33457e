"""What the portal itself holds about a person: account, letters, journal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from alliance.models import (
    JournalDetails,
    JournalEntry,
    KeptForm,
    Mail,
    SentForm,
    User,
)

# The pages that a letter opens without asking who one is.
_SECRET = re.compile(r"/(konto|mitmachen)/[^\s/]+/\S+")


def data(user: User) -> dict[str, Any]:
    return {
        "konto": {
            "e_mail": user.email,
            "name": user.name,
            "bekannt_seit": user.date_joined,
            "zuletzt_angemeldet": user.last_login,
            "wird_geloescht": user.erase_after,
        },
        "zweiter_faktor": _rows(
            Authenticator.objects.filter(user=user),
            art="type",
            seit="created_at",
            zuletzt="last_used_at",
        ),
        "sitzungen": _rows(
            UserSession.objects.filter(user=user),
            seit="created_at",
            adresse="ip",
            browser="user_agent",
        ),
        # What was never confirmed would say whether somebody else has that address.
        "adressaenderungen": _rows(
            user.email_changes.filter(confirmed_at__isnull=False),
            von="old_email",
            zu="new_email",
            verlangt="asked_at",
            bestaetigt="confirmed_at",
            zurueckgenommen="undone_at",
        ),
        "briefe": _without_links(
            _rows(
                _letters_to(user),
                betreff="subject",
                text="body",
                geschrieben="created_at",
            )
        ),
        "protokoll": _rows(
            JournalEntry.objects.of(user),
            wann="at",
            was="verb",
            als="capacity",
            vorher="details__before",
            nachher="details__after",
        ),
        "eingaben": _rows(
            KeptForm.objects.filter(person=user), seite="path", felder="fields"
        ),
    }


def _rows(queryset: QuerySet, **names: str) -> list[dict[str, Any]]:
    rows = queryset.order_by("pk").values_list(*names.values())
    return [dict(zip(names, row, strict=True)) for row in rows]


def _without_links(letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whoever sits before an open session does not have the mailbox yet."""
    return [one | {"text": _SECRET.sub(r"/\1/…", one["text"])} for one in letters]


def consequences(_user: User) -> list[str]:
    return [
        _("Your name, your e-mail address, your password and your second factor go."),
        _(
            "The journal keeps what was done, under the number of an erased person. "
            "What it says about you in words goes."
        ),
    ]


def forget(user: User) -> None:
    _details(user).delete()
    _log(user).delete()
    _letters(user).delete()
    Authenticator.objects.filter(user=user).delete()
    KeptForm.objects.filter(person=user).delete()
    SentForm.objects.filter(person=user).delete()
    user.email_changes.all().delete()
    EmailAddress.objects.filter(user=user).delete()


def _letters_to(user: User) -> QuerySet[Mail]:
    return Mail.objects.filter(Q(person=user) | Q(recipient=user.email))


def _letters(user: User) -> QuerySet[Mail]:
    """Also those about another address, which may be somebody else's by now."""
    asked_for = user.email_changes.values("new_email")
    about_change = Q(kind__startswith="address_", person=None, recipient__in=asked_for)
    return _letters_to(user) | Mail.objects.filter(about_change)


def _details(user: User) -> QuerySet[JournalDetails]:
    """What the person did on their own behalf, and all that names them."""
    own = Q(entry__actor=user, entry__capacity=JournalEntry.Capacity.PERSON)
    # With the names that the person had before.
    own |= Q(entry__verb__startswith="person.", entry__subject=user.pk)
    for known in _patterns(user):
        own |= Q(before_text__iregex=known) | Q(after_text__iregex=known)
    return JournalDetails.objects.annotate(
        before_text=Cast("before", TextField()), after_text=Cast("after", TextField())
    ).filter(own)


def _log(user: User) -> QuerySet[LogEntry]:
    """What the administration has noted under the person's name."""
    named = Q(pk__in=[])
    for known in _patterns(user):
        named |= Q(object_repr__iregex=known) | Q(change_message__iregex=known)
    return LogEntry.objects.filter(named)


def _patterns(user: User) -> Iterator[str]:
    """For the person's name and addresses, as they stand in a text or in JSON."""
    former = user.email_changes.values_list("old_email", flat=True)
    for word in filter(None, [user.email, user.name, *former]):
        for spelled in {word, json.dumps(word, ensure_ascii=False)[1:-1]}:
            # A whole word, or a short name would take along much that is not about it.
            yield rf"(^|\W){re.escape(spelled)}(\W|$)"
