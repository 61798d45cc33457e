"""What someone outside says is wrong with an entry, and what becomes of it.

    open ──> corrected, or no error   (``settle``: editors and coordination)
      └─ after seven days, or where nobody edits: the coordination is told

The sender's address serves one answer and is then forgotten; the journal never has the
text. Each verb locks the organisation first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import Mail, User
from members import chronicle, letters, report_letters
from members.locks import lock
from members.models import Organisation, Report
from members.public_holidays import is_working_day
from members.reminders import HOURS
from members.states import ReportState

KEPT_FOR = timedelta(days=365)
ADDRESS_KEPT_FOR = timedelta(days=30)
_VERBS = {
    ReportState.DONE: "report.corrected",
    ReportState.NO_ERROR: "report.no_error",
}


class SettledError(WrongStateError):
    """Somebody else was quicker, or the report is erased."""


@transaction.atomic
def report(organisation: int, *, text: str, email: str) -> Report:
    """Take in what someone reports about the organisation with this id."""
    lock(organisation)
    report = Report.objects.create(organisation_id=organisation, text=text, email=email)
    _note("report.received", report, by=None)
    if report.organisation.editors.able().exists():
        report_letters.report_received(report)
    else:
        _tell_coordination([report], timezone.now())
    return report


@transaction.atomic
def settle(report: Report, *, state: str, answer: str, by: User) -> None:
    """Close it; an answer goes to its sender, who has to have given an address."""
    lock(report.organisation_id)
    kept = Report.objects.kept_by(by).select_related("organisation")
    held = kept.select_for_update(of=("self",), no_key=True).filter(pk=report.pk)
    if (found := held.first()) is None:
        raise PermissionDenied
    if found.state != ReportState.OPEN:
        raise SettledError
    found.state, found.settled_at, found.settled_by = state, timezone.now(), by
    found.is_answered = bool(answer and found.email)
    found.save(update_fields=["state", "settled_at", "settled_by", "is_answered"])
    _note(_VERBS[ReportState(state)], found, by=by)
    if found.is_answered:
        report_letters.report_answered(found, answer)


@transaction.atomic
def escalate(now: datetime) -> None:
    """Tell the coordination what its members have left alone; a daily step."""
    day, hour = timezone.localdate(now), timezone.localtime(now).hour
    if hour in HOURS and is_working_day(day):
        late = Report.objects.present().overdue(now).filter(escalated_at=None)
        for organisation in sorted(set(late.values_list("organisation", flat=True))):
            lock(organisation)
        _tell_coordination(late.select_related("organisation"), now)


def prune(now: datetime) -> None:
    """Forget reports after a year, and who sent them once that is of no use."""
    Report.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    old = now - ADDRESS_KEPT_FOR
    Report.objects.filter(settled_at__lt=old).exclude(email="").update(email="")
    at_rest = Mail.objects.settled() | Mail.objects.unsettled()
    at_rest.filter(kind="report_answered", created_at__lt=old).delete()


def _tell_coordination(reports: Iterable[Report], now: datetime) -> None:
    """One letter for each person, whatever the number of reports."""
    told: dict[User, list[Organisation]] = defaultdict(list)
    for report in reports:
        report.escalated_at = now
        report.save(update_fields=["escalated_at"])
        _note("report.escalated", report, by=None)
        for person in letters.coordination_of(report.organisation):
            told[person].append(report.organisation)
    for person, organisations in told.items():
        report_letters.reports_waiting(person, organisations)


def _note(verb: str, report: Report, *, by: User | None) -> None:
    chronicle.write(verb, report.organisation, by=by, row=report.pk)
