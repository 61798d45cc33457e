"""How an office in a network is given and ended.

A coordinator names substitutes for the own network; all else is for the office.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Capacity, Subject
from networks import letters
from networks.acting import as_coordination
from networks.models import Network, Role

if TYPE_CHECKING:
    from alliance.models import User


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


def acting(by: User, network: Network | None) -> Capacity:
    return as_coordination(by, [network.pk] if network else [])


@transaction.atomic
def appoint(person: User, office: Office, *, by: User) -> Role:
    """Give an office at once; a ``ValidationError`` when it is held already."""
    lock(office)
    check(office, by=by)
    role = begin(person, office)
    _note("office.given", role, by=by)
    letters.office_given(role)
    return role


def begin(person: User, office: Office) -> Role:
    role = Role(
        person=person,
        kind=office.kind,
        network=office.network,
        since=office.since,
        until=office.until,
    )
    role.full_clean()
    role.save()
    return role


@transaction.atomic
def end(role: Role, *, by: User) -> None:
    """End a substitute's office now; of one that has had no day yet, nothing stays."""
    office = Office(role.kind, role.network, role.since, role.until)
    lock(office)
    check(office, by=by)
    today = timezone.localdate()
    held = Role.objects.select_for_update(of=("self",)).filter(pk=role.pk).first()
    if held is None or (held.until and held.until < today):
        raise WrongStateError(f"Role {role.pk} has ended.")
    _note("office.ended", held, by=by)
    letters.office_ended(held)
    if held.since >= today:
        held.delete()
    else:
        held.until = today - timedelta(days=1)
        held.save(update_fields=["until"])


def _note(verb: str, role: Role, *, by: User) -> None:
    journal.record(
        verb,
        by=by,
        capacity=acting(by, role.network),
        subject=Subject(row=role.pk),
        facts=({}, {"person": role.person_id, "kind": role.kind}),
    )
