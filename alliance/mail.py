"""Letters: German plain text, queued in the transaction that causes them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from alliance.models import Mail
from alliance.tasks import deliver

if TYPE_CHECKING:
    from alliance.models import User


def write(
    kind: str, context: dict[str, Any], *, to: User | str, key: str | None = None
) -> Mail | None:
    """Queue a letter from ``templates/mail/<kind>.txt``; its first line is the subject.

    None when there is a letter with this ``key`` already.
    """
    if key and Mail.objects.filter(key=key).exists():
        return None
    person, recipient = (None, to) if isinstance(to, str) else (to, to.email)
    context = {"site": settings.SITE_URL, "person": person} | context
    text = render_to_string(f"mail/{kind}.txt", context)
    subject, _newline, body = text.strip().partition("\n")
    letter = Mail.objects.create(
        kind=kind,
        recipient=recipient,
        person=person,
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        key=key,
    )
    transaction.on_commit(partial(deliver.enqueue, letter.pk))
    return letter
