"""What people outside have reported about some members of the demo."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from members.models import Editor, Report
from members.states import ReportState

# Days ago, what was written, from which address, and what has become of it.
REPORTS = (
    (1, "Unter der Telefonnummer meldet sich eine Zahnarztpraxis.", "", "open"),
    (
        3,
        "Sie schreiben, samstags sei offen. Ich stand letzten Samstag vor "
        "verschlossener Tür.",
        "beratung-nord@example.org",
        "open",
    ),
    (9, "Der Eingang ist seit dem Umbau in der Seitenstraße.", "", "open"),
    (12, "Der Link zur Website führt ins Leere.", "info-jobcenter@example.org", "open"),
    (20, "Die Postleitzahl passt nicht zur Straße.", "", "done"),
    (40, "Diesen Kurs gibt es doch gar nicht mehr!", "", "no_error"),
    (75, "In der Adresse fehlt die Hausnummer.", "", "done"),
)
EDITORS_HAVE = 7  # days


def add_reports() -> None:
    """About those whose editors have a demo account of their own."""
    editors = Editor.objects.filter(person__email__startswith="anbieter-")
    for number, editor in enumerate(editors.order_by("person__email")):
        for days, text, email, state in REPORTS[number % 3 :: 3]:
            _add(editor, days, text, email=email, state=state)


def _add(editor: Editor, days: int, text: str, *, email: str, state: str) -> None:
    sent = timezone.now() - timedelta(days=days, hours=2)
    is_open = state == ReportState.OPEN
    is_late = is_open and days > EDITORS_HAVE
    Report.objects.create(
        organisation_id=editor.organisation_id,
        text=text,
        email=email,
        state=state,
        created_at=sent,
        escalated_at=sent + timedelta(days=EDITORS_HAVE) if is_late else None,
        settled_at=None if is_open else sent + timedelta(days=2),
        settled_by=None if is_open else editor.person,
    )
