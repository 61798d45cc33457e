"""What the three links of a letter do, once somebody has pressed the button."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from members import chronicle
from members.freshness.confirming import settle
from members.invitations import digest
from members.locks import lock
from members.models import Asked, Organisation

Answer = Asked.Answer
VERBS = {
    Answer.RIGHT: "freshness.confirmed_by_letter",
    Answer.CHANGE: "freshness.to_be_changed",
    Answer.GONE: "freshness.said_gone",
}


class DeadLinkError(Exception):
    """Unknown, expired, used, overtaken, or nobody's; and nobody learns which."""


def find(token: str) -> Asked:
    """The question that a link still answers."""
    found = Asked.objects.open().filter(token_digest=digest(token))
    asked = found.select_related("organisation", "person").first()
    if asked is None:
        raise DeadLinkError
    return asked


@transaction.atomic
def answer(token: str, said: Answer) -> Asked:
    """Take the answer; whatever is asked about the organisation has it by that."""
    lock(find(token).organisation)
    # It may have been answered while this one waited.
    asked = find(token)
    now, organisation = timezone.now(), asked.organisation
    unanswered = organisation.questions.under_way().filter(answered_at=None)
    unanswered.update(answer=said, answered_at=now)
    chronicle.write(VERBS[said], organisation, by=asked.person, row=asked.pk)
    if said == Answer.RIGHT:
        settle(organisation, now)
    return asked


def asked_about(token: str) -> Organisation | None:
    """The organisation of a link, be it used or not."""
    return Organisation.objects.filter(questions__token_digest=digest(token)).first()
