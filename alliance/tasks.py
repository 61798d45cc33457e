"""Work outside the request."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.tasks import task
from django.utils import timezone

from alliance.models import Mail


@task
def deliver(letter: int) -> None:
    """Send one letter."""
    mail = Mail.objects.get(pk=letter)
    EmailMessage(mail.subject, mail.body, to=[mail.recipient]).send()
    mail.state, mail.sent_at = Mail.State.SENT, timezone.now()
    mail.save(update_fields=["state", "sent_at"])
