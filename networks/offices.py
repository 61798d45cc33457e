"""How an office in a network is given and ended.

A coordinator names substitutes for the own network; all else is for the office.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import PERSON, Capacity, Facts, Subject
from networks import letters
from networks.acting import as_coordination
from networks.models import Network, Role

if TYPE_CHECKING:
    from alliance.models import User
    from networks.querysets import RoleQuerySet

NOBODY_LEFT = _("Nobody would be left in the office. Please name someone first.")


class Office(NamedTuple):
    """What someone is to be: in a network or, as the alliance's office, in none."""

    kind: str
    network: Network | None
    since: date
    until: date | None = None


def check(office: Office, *, by: User) -> None:
    """Refuse with ``PermissionDenied`` what the person may not give."""
    if office.kind == Role.Kind.SUBSTITUTE and office.network:
        may_give = Network.objects.led_by(by).filter(pk=office.network.pk).exists()
    else:
        may_give = by.roles.current().office().exists()
    if not may_give:
        raise PermissionDenied


def lock(office: Office) -> None:
    if office.network:
        Network.objects.select_for_update(no_key=True).get(pk=office.network.pk)
    else:
        # Or two people end each other's office at once, and nobody is left.
        list(Role.objects.office().select_for_update(no_key=True).order_by("pk"))


def acting(by: User, network: Network | None) -> Capacity:
    return as_coordination(by, [network.pk] if network else [])


@transaction.atomic
def appoint(person: User, office: Office, *, is_public: bool = False, by: User) -> Role:
    """Give an office at once; a ``ValidationError`` when it is held already."""
    lock(office)
    check(office, by=by)
    role = begin(person, office, is_public=is_public)
    _note("office.given", role, by=by)
    letters.office_given(role)
    return role


def begin(person: User, office: Office, *, is_public: bool = False) -> Role:
    role = Role(
        person=person,
        kind=office.kind,
        network=office.network,
        since=office.since,
        until=office.until,
        is_public=is_public,
    )
    role.full_clean()
    role.save()
    return role


@transaction.atomic
def change(role: Role, *, until: date | None, is_public: bool, by: User) -> None:
    """Set another last day, or show the office to the public or not."""
    held = _lock_held(role, by=by)
    today = timezone.localdate()
    if until and until < max(today, held.since):
        raise ValidationError(_("This day is over. An office is ended as from today."))
    _check_office_stays(held, until)
    before = {"until": held.until, "is_public": held.is_public}
    held.until, held.is_public = until, is_public
    after = {"until": until, "is_public": is_public}
    if before == after:
        return
    held.full_clean()
    held.save(update_fields=["until", "is_public"])
    _note("office.changed", held, by=by, facts=(before, after))
    if before["until"] != until:
        letters.office_changed(held)


@transaction.atomic
def end(role: Role, *, by: User) -> None:
    """End an office now; of one that has had no day yet, nothing stays."""
    held = _lock_held(role, by=by)
    _check_office_stays(held, timezone.localdate() - timedelta(days=1))
    _note("office.ended", held, by=by)
    letters.office_ended(held)
    _finish(held)


@transaction.atomic
def lay_down(person: User) -> None:
    """End all offices of someone who leaves the portal, the last of its kind, too."""
    mine = Role.objects.filter(person=person).select_related("network", "person")
    for role in mine.order_by("network", "pk"):
        lock(_office(role))
        held = _not_over().filter(pk=role.pk).select_related("network").first()
        if held:
            _note("office.ended", held, by=person, capacity=PERSON)
            _finish(held)
    mine.update(is_public=False)


def _office(role: Role) -> Office:
    return Office(role.kind, role.network, role.since, role.until)


def _not_over() -> RoleQuerySet:
    is_over = Q(until__lt=timezone.localdate())
    return Role.objects.exclude(is_over).select_for_update(of=("self",))


def _lock_held(role: Role, *, by: User) -> Role:
    lock(_office(role))
    check(_office(role), by=by)
    held = _not_over().select_related("person", "network").filter(pk=role.pk).first()
    if held is None:
        raise WrongStateError(f"Role {role.pk} has ended.")
    return held


def _check_office_stays(role: Role, last: date | None) -> None:
    """Refuse to leave the alliance without an office after this day."""
    today = timezone.localdate()
    if role.kind != Role.Kind.OFFICE or last is None or role.since > today:
        return
    others = Role.objects.current(max(today, last + timedelta(days=1))).office()
    if not others.exclude(pk=role.pk).filter(person__is_active=True).exists():
        raise ValidationError(NOBODY_LEFT)


def _finish(role: Role) -> None:
    today = timezone.localdate()
    if role.since >= today:
        role.delete()
    else:
        role.until = today - timedelta(days=1)
        role.save(update_fields=["until"])


def _note(
    verb: str,
    role: Role,
    *,
    by: User,
    capacity: Capacity | None = None,
    facts: tuple[Facts, Facts] = ({}, {}),
) -> None:
    before, after = facts
    known = {"person": role.person_id, "kind": role.kind}
    journal.record(
        verb,
        by=by,
        capacity=capacity or acting(by, role.network),
        subject=Subject(row=role.pk),
        facts=(before, after | known),
    )
