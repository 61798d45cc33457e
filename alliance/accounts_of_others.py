"""What the office does to someone's account: its name, its access, its end.

Each verb is one transaction and is in the journal. Another address is given by
``addresses.replace``, whose letter lets the person undo it.
"""

from __future__ import annotations

from django.db import transaction

from alliance import journal, people, sessions
from alliance.errors import WrongStateError
from alliance.journal import Facts, Subject
from alliance.models import User


def note_new(user: User, *, by: User) -> None:
    _note("person.added", user, by=by)


@transaction.atomic
def rename(user: User, name: str, *, by: User) -> None:
    user = _locked(user)
    before, user.name = user.name, name
    user.save(update_fields=["name"])
    _note("person.renamed", user, ({"name": before}, {"name": name}), by=by)


@transaction.atomic
def close(user: User, *, by: User) -> None:
    """Let the person sign in no more, and sign them out everywhere."""
    user = _locked(user)
    if user == by or not user.is_active:
        raise WrongStateError(f"Account {user.pk} is not one that {by.pk} can close.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end(user)
    _note("person.closed", user, by=by)


@transaction.atomic
def reopen(user: User, *, by: User) -> None:
    user = _locked(user)
    if user.is_active:
        raise WrongStateError(f"Account {user.pk} is open.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    _note("person.reopened", user, by=by)


@transaction.atomic
def erase(user: User, *, by: User) -> None:
    """In fourteen days, as if the person had asked; at once who never signed in."""
    if user == by:
        raise WrongStateError("One erases oneself in one's own account.")
    if _locked(user).last_login is None:
        people.erase(user, by=by)
    else:
        people.ask_erasure(user, by=by)


@transaction.atomic
def keep(user: User, *, by: User) -> None:
    """Take an erasure back that is still to come."""
    people.stay(user, by=by)


def _locked(user: User) -> User:
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if held.erased_at:
        raise WrongStateError(f"Person {user.pk} is erased.")
    return held


def _note(
    verb: str, user: User, facts: tuple[Facts, Facts] = ({}, {}), *, by: User
) -> None:
    about = Subject(row=user.pk)
    journal.record(verb, by=by, capacity=journal.OFFICE, subject=about, facts=facts)
