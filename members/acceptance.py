"""How an invitation is accepted: by the button, once, by the person it was sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Subject
from alliance.models import User
from members import chronicle, letters
from members.invitations import check_right, digest, lock_open, office_of
from members.models import Invitation
from networks import offices

if TYPE_CHECKING:
    from members.models import Organisation


class DeadLinkError(Exception):
    """Unknown, expired, used, revoked, or no longer backed; nobody learns which."""


class OtherPersonError(WrongStateError):
    """The invitation was sent to another address."""


class AccountExistsError(WrongStateError):
    """Who has an account signs in; a link alone opens none."""


class Newcomer(NamedTuple):
    name: str
    password: str


def find(token: str) -> Invitation:
    """The invitation that a link still opens."""
    invitation = (
        Invitation.objects.open()
        .select_related("organisation__entry", "network", "inviter")
        .filter(token_digest=digest(token))
        .first()
    )
    if invitation is None or not _is_backed(invitation):
        raise DeadLinkError
    return invitation


def account(invitation: Invitation) -> User | None:
    """Whose address it is, if the portal knows one."""
    return User.objects.filter(email__iexact=invitation.email).first()


def may_choose_password(person: User) -> bool:
    """Someone whom others have entered, and who has never been here."""
    is_unused = person.last_login is None and not person.has_usable_password()
    return person.is_active and is_unused


def accept(token: str, *, by: User | Newcomer) -> User:
    """Give what the invitation promises; return the person who has it now."""
    # Outside the transaction, for it takes long, and others wait for the lock.
    password = make_password(by.password) if isinstance(by, Newcomer) else ""
    with transaction.atomic():
        invitation = _lock(token)
        if isinstance(by, Newcomer):
            person = _enter(invitation, by.name, password)
        elif by.email.lower() == invitation.email.lower() and by.is_active:
            person = by
        else:
            raise OtherPersonError
        _spend(invitation, person)
        if invitation.organisation:
            _join(invitation, invitation.organisation, person)
        else:
            _take_office(invitation, person)
        letters.invitation_accepted(invitation)
    return person


def _lock(token: str) -> Invitation:
    invitation = find(token)
    try:
        invitation = lock_open(invitation)
    except WrongStateError as error:
        raise DeadLinkError from error
    # It may have been renewed, or its sender removed, while this one waited.
    if invitation.token_digest != digest(token) or not _is_backed(invitation):
        raise DeadLinkError
    return invitation


def _is_backed(invitation: Invitation) -> bool:
    """Whether its sender may still invite to it, and there is still a day to serve."""
    until = invitation.office_until
    if until and until < timezone.localdate():
        return False
    if invitation.inviter is None or not invitation.inviter.is_active:
        return False
    try:
        check_right(invitation, invitation.inviter)
    except PermissionDenied:
        return False
    return True


def _enter(invitation: Invitation, name: str, password: str) -> User:
    people = User.objects.select_for_update(no_key=True)
    person = people.filter(email__iexact=invitation.email).first()
    if person is None:
        person = User(email=invitation.email)
    elif not may_choose_password(person):
        raise AccountExistsError
    person.name, person.password = name, password
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        # Another invitation to the same address was accepted at this moment.
        raise AccountExistsError from error
    return person


def _spend(invitation: Invitation, person: User) -> None:
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])


def _join(invitation: Invitation, organisation: Organisation, person: User) -> None:
    main = organisation.editors.main().first()
    is_main = invitation.is_main or main is None
    if main and is_main:
        main.is_main = False
        main.save(update_fields=["is_main"])
    editor, is_new = organisation.editors.get_or_create(person=person)
    if is_main:
        editor.is_main = True
        editor.save(update_fields=["is_main"])
    facts = {"invitation": invitation.pk, "is_main": editor.is_main, "is_new": is_new}
    chronicle.write(
        "editor.joined", organisation, by=person, row=editor.pk, facts=({}, facts)
    )


def _take_office(invitation: Invitation, person: User) -> None:
    office = office_of(invitation)
    since = max(office.since, timezone.localdate())
    try:
        role = offices.begin(person, office._replace(since=since))
    except ValidationError as error:
        raise WrongStateError(f"{person} holds this office already.") from error
    facts = {"invitation": invitation.pk, "network": role.network_id, "kind": role.kind}
    journal.record(
        "office.taken", by=person, subject=Subject(row=role.pk), facts=({}, facts)
    )
