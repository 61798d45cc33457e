"""What is forgotten with time, because nobody needs it any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from alliance.models import KeptForm, Mail, SentForm
from alliance.querysets import KEPT_FOR

TEXT_OF_LETTERS = timedelta(days=30)
LETTERS = timedelta(days=180)
SENT_FORMS = timedelta(days=7)
TASKS = timedelta(days=7)


def prune(now: datetime) -> None:
    forget_letters(now)
    SentForm.objects.filter(at__lt=now - SENT_FORMS).delete()
    KeptForm.objects.filter(at__lt=now - KEPT_FOR).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS).delete()


def forget_letters(now: datetime) -> None:
    """First what they say, later that they were; never one that is still to go."""
    settled = Mail.objects.settled()
    settled.filter(created_at__lt=now - TEXT_OF_LETTERS).update(body="")
    at_rest = Mail.objects.settled() | Mail.objects.unsettled()
    at_rest.filter(created_at__lt=now - LETTERS).delete()
