"""How a person leaves: asked for, undone within fourteen days, then a pseudonym.

The office may ask for it in a person's place; what it does else to an account is in
``accounts_of_others``.

What other apps hold about a person they say and forget themselves: each module named
in ``settings.PERSONAL_DATA`` has ``data``, ``consequences`` and ``forget``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alliance import journal, mail, sessions
from alliance.errors import WrongStateError
from alliance.journal import Subject
from alliance.models import User

UNDONE_WITHIN = timedelta(days=14)


class Holder(Protocol):
    """A module that knows what its app holds about people."""

    def data(self, user: User) -> dict[str, Any]:
        """All of it, for a file in JSON."""
        ...

    def consequences(self, user: User) -> list[str]:
        """What happens when this person leaves, in sentences."""
        ...

    def forget(self, user: User) -> None:
        """Delete it, or leave what names nobody."""
        ...


def _holders() -> Iterator[Any]:
    for name in settings.PERSONAL_DATA:
        yield import_module(name)


def personal_data(user: User) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for holder in _holders():
        found |= holder.data(user)
    return found


def consequences(user: User) -> list[str]:
    return [sentence for holder in _holders() for sentence in holder.consequences(user)]


@transaction.atomic
def ask_erasure(user: User, *, by: User | None = None) -> None:
    """In fourteen days; ``by`` is whoever of the office asks in the person's place."""
    user = _locked(user)
    if user.erase_after or user.erased_at:
        raise WrongStateError
    user.erase_after = timezone.now() + UNDONE_WITHIN
    user.save(update_fields=["erase_after"])
    context = {"day": timezone.localtime(user.erase_after), "page": reverse("account")}
    mail.write("erasure_ordered" if by else "erasure_asked", context, to=user)
    _note("ask_erasure", user, by)


@transaction.atomic
def stay(user: User, *, by: User | None = None) -> None:
    user = _locked(user)
    if not user.erase_after or user.erased_at:
        raise WrongStateError
    user.erase_after = None
    user.save(update_fields=["erase_after"])
    _note("stay", user, by)


@transaction.atomic
def erase(user: User, *, by: User | None = None) -> None:
    """Leave a number in place of the person; what they did stays done."""
    user = _locked(user)
    if user.erased_at:
        raise WrongStateError
    sessions.end(user)
    for holder in reversed(list(_holders())):
        holder.forget(user)
    user.email = f"person-{user.pk}@geloescht.invalid"
    user.name = ""
    user.is_active = False
    user.last_login = None
    user.erase_after, user.erased_at = None, timezone.now()
    user.set_unusable_password()
    user.save()
    about = Subject(row=user.pk)
    if by:
        journal.record("erase", by=by, capacity=journal.OFFICE, subject=about)
    else:
        journal.record("erase", by=user, capacity=journal.PORTAL, subject=about)


def erase_due(now: datetime) -> int:
    """Erase everyone who asked for it and has not come back."""
    due = User.objects.filter(erase_after__lte=now, erased_at=None)
    for user in due:
        erase(user)
    return len(due)


def _note(verb: str, user: User, by: User | None) -> None:
    """As the person's own wish, or as what the office did to the account."""
    capacity = journal.OFFICE if by else journal.PERSON
    about = Subject(row=user.pk)
    journal.record(verb, by=by or user, capacity=capacity, subject=about)


def _locked(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)
