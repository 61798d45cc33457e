"""What is written into the journal of an organisation, and how it is read in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from alliance import journal
from alliance.journal import PORTAL, Capacity, Facts, Subject
from alliance.models import JournalEntry
from networks.acting import as_coordination
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User
    from members.models import Organisation

type Both = tuple[Facts, Facts]  # before and after

NOTHING: Both = ({}, {})
EDITOR = Capacity(JournalEntry.Capacity.EDITOR)


def capacity(organisation: Organisation, user: User | None) -> Capacity:
    """As what the person acts for the organisation; an editor first of all."""
    if user is None:
        return PORTAL
    if organisation.editors.filter(person=user).exists():
        return EDITOR
    return deciding(organisation, user)


def deciding(organisation: Organisation, user: User | None) -> Capacity:
    """As what the person decides about the organisation; never as its editor."""
    if user is None:
        return PORTAL
    networks = organisation.memberships.values_list("network", flat=True)
    return as_coordination(user, networks)


def write(
    verb: str,
    organisation: Organisation,
    *,
    by: User | None,
    row: int | None = None,
    facts: Both = NOTHING,
) -> None:
    """Note what someone did with the organisation, as its editor or for it.

    Verbs are ``<what>.<done>``, such as ``profile.submitted``; see ``SENTENCES``.
    """
    _record(verb, capacity(organisation, by), by, (organisation.pk, row), facts)


def decide(
    verb: str,
    organisation: Organisation,
    *,
    by: User | None,
    row: int | None = None,
    facts: Both = NOTHING,
) -> None:
    """Note what the coordination or the office decided about the organisation."""
    _record(verb, deciding(organisation, by), by, (organisation.pk, row), facts)


def _record(
    verb: str,
    acting: Capacity,
    by: User | None,
    subject: tuple[int, int | None],
    facts: Both,
) -> None:
    journal.record(verb, by=by, capacity=acting, subject=Subject(*subject), facts=facts)


def write_once_a_day(
    verb: str, organisation: Organisation, *, by: User, row: int
) -> None:
    """For what happens often: one entry for each person, row and day."""
    today = JournalEntry.objects.about([organisation.pk]).filter(
        verb=verb, subject=row, actor=by, at__date=timezone.localdate()
    )
    if not today.exists():
        write(verb, organisation, by=by, row=row)


def note_import(organisations: Iterable[int], *, by: User | None) -> None:
    """One entry for each organisation (its id) that a list has written to."""
    acting = PORTAL
    if by:
        networks = Network.objects.filter(memberships__organisation__in=organisations)
        acting = as_coordination(by, networks.values_list("pk", flat=True))
    subjects = [Subject(organisation) for organisation in organisations]
    journal.record_all("list.imported", subjects, by=by, capacity=acting)


def changed(changes: dict[str, tuple[object, object]]) -> Both:
    """What was before and after, of ``Profile.changes_since``."""
    before = {name: _plain(old) for name, (old, _new) in changes.items()}
    after = {name: _plain(new) for name, (_old, new) in changes.items()}
    return before, after


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set) else value
