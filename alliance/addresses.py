"""How a person gets another e-mail address.

    asked for ──> confirmed at the new address ──> undone from the old one
       1 day               7 days

    changed by the office ──> undone from the old one
           7 days

Links open a page whose button does it; the page alone does nothing.
"""

from __future__ import annotations

import hashlib

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alliance import journal, mail, sessions
from alliance.errors import GoneError, WrongStateError
from alliance.journal import Subject
from alliance.models import EmailChange, User

CONFIRM, UNDO = "confirm", "undo"


def link(change: EmailChange, step: str) -> str:
    """The path of the page for one step of one change; nobody else can make it."""
    token = signing.dumps(change.pk, salt=f"address {step}")
    return reverse(f"account_email_{step}", args=[token])


def found(token: str, step: str) -> EmailChange:
    """The change that a link speaks of, while the link is valid."""
    now = timezone.now()
    queryset = EmailChange.objects.select_related("person")
    valid = queryset.waiting(now) if step == CONFIRM else queryset.undoable(now)
    try:
        return valid.get(pk=signing.loads(token, salt=f"address {step}"))
    except (signing.BadSignature, EmailChange.DoesNotExist) as error:
        raise GoneError from error


@transaction.atomic
def ask(user: User, new: str) -> None:
    """Send a link to the new address; one that is taken hears of it, and only that."""
    new = new.lower()
    user.email_changes.waiting(timezone.now()).delete()
    if User.objects.filter(email=new).exists():
        digest = hashlib.sha256(new.encode()).hexdigest()[:32]
        key = f"taken {digest} {timezone.localdate():%Y-%m-%d}"
        reset = reverse("account_reset_password")
        mail.write("address_taken", {"reset": reset}, to=new, key=key)
        return
    change = EmailChange.objects.create(
        person=user, old_email=user.email, new_email=new
    )
    context = {"change": change, "address": link(change, CONFIRM)}
    mail.write("address_confirm", context, to=new)


@transaction.atomic
def confirm(change: EmailChange) -> None:
    change, user = _locked(change)
    if change.confirmed_at or change.undone_at or user.email != change.old_email:
        raise GoneError
    _move(user, change.new_email)
    change.confirmed_at = timezone.now()
    change.save(update_fields=["confirmed_at"])
    context = {"change": change, "address": link(change, UNDO)}
    mail.write("address_changed", context, to=change.old_email)
    facts = {"email": change.old_email}, {"email": change.new_email}
    journal.record("change_address", by=user, facts=facts)


@transaction.atomic
def replace(user: User, new: str, *, by: User) -> EmailChange:
    """Give someone another address, as the office; the old one hears of it."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    old, now = user.email, timezone.now()
    _move(user, new.lower())
    user.email_changes.waiting(now).delete()
    change = EmailChange.objects.create(
        person=user, old_email=old, new_email=user.email, confirmed_at=now
    )
    context = {"change": change, "address": link(change, UNDO)}
    mail.write("address_replaced", context, to=old)
    journal.record(
        "person.address_changed",
        by=by,
        capacity=journal.OFFICE,
        subject=Subject(row=user.pk),
        facts=({"email": old}, {"email": user.email}),
    )
    return change


@transaction.atomic
def undo(change: EmailChange) -> None:
    """Back to the old address; whoever changed it knows the password, so it ends."""
    change, user = _locked(change)
    if change.undone_at or not change.confirmed_at or user.erased_at:
        raise GoneError
    left = user.email
    _move(user, change.old_email)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.email_changes.filter(undone_at=None).update(undone_at=timezone.now())
    sessions.end(user)
    facts = {"email": left}, {"email": user.email}
    journal.record("undo_address", by=user, facts=facts)


def _locked(change: EmailChange) -> tuple[EmailChange, User]:
    user = User.objects.select_for_update(no_key=True).get(pk=change.person_id)
    return EmailChange.objects.select_for_update().get(pk=change.pk), user


def _move(user: User, email: str) -> None:
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise WrongStateError
    user.email = email
    user.save(update_fields=["email"])
    # Or the address that was left would still open the account.
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
