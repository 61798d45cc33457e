"""What waits for a decision, told once a day to those who decide.

The coordination hears each working day of what waits for it; what has waited for seven
days is named. What has waited for fourteen days is told to the office, once, for then
the office may decide as well; the journal keeps that it was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from alliance import journal
from alliance.journal import PORTAL, Subject
from alliance.lapse import days_since
from alliance.models import JournalEntry, User
from members import chronicle, letters
from members.models import Application, Credential, Organisation, Profile
from members.public_holidays import is_working_day
from members.querysets import OFFICE_MAY_DECIDE_AFTER
from networks.models import Role

NAMED_FROM = 7  # days
# A portal that was down in the morning still writes, but wakes nobody.
HOURS = range(7, 19)
PROPOSAL, PROOF, APPLICATION = "proposal", "proof", "application"
OPENED = {
    PROPOSAL: "profile.opened_to_office",
    PROOF: "proof.opened_to_office",
    APPLICATION: "application.opened_to_office",
}


class Case(NamedTuple):
    """A row (its id) that waits, of which organisation, if there is one, and how long.

    An application has no organisation yet, and brings its name along.
    """

    kind: str
    row: int
    organisation: int | None
    since: datetime
    name: str = ""

    def days(self, now: datetime) -> int:
        return days_since(self.since, now)

    def is_late(self, now: datetime) -> bool:
        return self.since <= now - OFFICE_MAY_DECIDE_AFTER


@transaction.atomic
def remind(now: datetime) -> None:
    """Write the letters of the day, unless they are written; a daily step."""
    hour, day = timezone.localtime(now).hour, timezone.localdate(now)
    if hour not in HOURS or not is_working_day(day):
        return
    roles = Role.objects.current(day).deciding()
    people = User.objects.filter(is_active=True, roles__in=roles).distinct()
    told = {case for person in people for case in _write(person, now)}
    for case in sorted(told):
        _note(case)


def _write(person: User, now: datetime) -> list[Case]:
    """Write to one person; returns what is now open to the office, if that was told."""
    expected = _expected(person, now)
    opened = [
        case
        for case in _decidable(person, now)
        if case not in expected and not _is_told(case)
    ]
    if not expected and not opened:
        return []
    day = timezone.localdate(now)
    is_office = person.roles.current(day).office().exists()
    named = [case for case in expected if case.days(now) >= NAMED_FROM]
    desk = letters.Desk(
        proposals=sum(case.kind == PROPOSAL for case in expected),
        proofs=sum(case.kind == PROOF for case in expected),
        applications=sum(case.kind == APPLICATION for case in expected),
        oldest=max((case.days(now) for case in expected), default=0),
        named=[_line(case, now) for case in named],
        is_shared=not is_office and any(case.is_late(now) for case in named),
        opened=[_line(case, now) for case in opened],
    )
    return opened if letters.desk(person, desk, day) else []


def _expected(person: User, now: datetime) -> list[Case]:
    return _cases(
        Profile.objects.expected_from(person, now),
        Credential.objects.expected_from(person, now),
        Application.objects.expected_from(person, now),
    )


def _decidable(person: User, now: datetime) -> list[Case]:
    return _cases(
        Profile.objects.awaiting_decision_by(person, now),
        Credential.objects.awaiting_decision_by(person, now),
        Application.objects.awaiting_decision_by(person, now),
    )


def _cases(
    proposals: Iterable[Profile],
    proofs: Iterable[Credential],
    applications: Iterable[Application],
) -> list[Case]:
    """Who has waited for longest comes first."""
    cases = [
        *(_case(PROPOSAL, one, one.submitted_at) for one in proposals),
        *(_case(PROOF, one, one.claimed_at) for one in proofs),
        *(_application(one) for one in applications),
    ]
    return sorted(cases, key=lambda case: (case.since, case.row))


def _case(kind: str, row: Profile | Credential, since: datetime | None) -> Case:
    # What came from a list without a time has waited from now on.
    return Case(kind, row.pk, row.organisation_id, since or timezone.now())


def _application(row: Application) -> Case:
    since = row.waits_since or timezone.now()
    return Case(APPLICATION, row.pk, row.organisation_id, since, row.name)


def _line(case: Case, now: datetime) -> letters.Line:
    title = case.name
    if case.organisation:
        organisation: Any = Organisation.objects.named().get(pk=case.organisation)
        title = organisation.title
    return letters.Line(title=title, kind=case.kind, days=case.days(now))


def _is_told(case: Case) -> bool:
    """Since it was handed in; handed in once more, it is another case."""
    return JournalEntry.objects.filter(
        verb=OPENED[case.kind], subject=case.row, at__gte=case.since
    ).exists()


def _note(case: Case) -> None:
    if case.organisation is None:
        subject = Subject(row=case.row)
        journal.record(OPENED[case.kind], by=None, capacity=PORTAL, subject=subject)
        return
    organisation = Organisation.objects.get(pk=case.organisation)
    chronicle.write(OPENED[case.kind], organisation, by=None, row=case.row)
