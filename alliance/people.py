"""How a person leaves: asked for, undone within fourteen days, then a pseudonym.

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
def ask_erasure(user: User) -> None:
    user = _locked(user)
    if user.erase_after or user.erased_at:
        raise WrongStateError
    user.erase_after = timezone.now() + UNDONE_WITHIN
    user.save(update_fields=["erase_after"])
    context = {"day": timezone.localtime(user.erase_after), "page": reverse("account")}
    mail.write("erasure_asked", context, to=user)
    journal.record("ask_erasure", by=user)


@transaction.atomic
def stay(user: User) -> None:
    user = _locked(user)
    if not user.erase_after or user.erased_at:
        raise WrongStateError
    user.erase_after = None
    user.save(update_fields=["erase_after"])
    journal.record("stay", by=user)


@transaction.atomic
def erase(user: User) -> None:
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
    journal.record("erase", by=user, capacity=journal.PORTAL)


def erase_due(now: datetime) -> int:
    """Erase everyone who asked for it and has not come back."""
    due = User.objects.filter(erase_after__lte=now, erased_at=None)
    for user in due:
        erase(user)
    return len(due)


def _locked(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)
