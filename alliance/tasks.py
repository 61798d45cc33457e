"""Work outside the request."""

from __future__ import annotations

from django.tasks import task

from alliance import delivery


@task
def deliver(letter: int) -> None:
    """Send one letter now; whatever keeps it waiting, ``send_due`` finds it later."""
    delivery.send(letter)
