"""Whom it is time to ask, about what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from alliance.models import Mail
from members.models import Credential, Organisation, ProofReminder
from members.querysets.freshness import before

KIND = "freshness"  # of the letters
A_WEEK = timedelta(days=7)
EARLY, LATE = (
    timedelta(days=stage)
    for stage in (ProofReminder.Stage.EARLY, ProofReminder.Stage.LATE)
)


@dataclass
class Due:
    """What one person is to be asked; organisations come with ``next_time``."""

    questions: list[Any] = field(default_factory=list)
    proofs: list[Any] = field(default_factory=list)

    @property
    def urgency(self) -> tuple[bool, datetime]:
        """Proofs have an end, so they come first; then who has waited for longest."""
        waits = [question.fresh_since for question in self.questions]
        return not self.proofs, min(waits, default=timezone.now())


def people(now: datetime) -> list[int]:
    """The ids of those to write to, the most urgent first."""
    found: dict[int, Due] = defaultdict(Due)
    questions: Iterable[Any] = Organisation.objects.to_be_asked(now).with_keeper()
    for question in questions:
        found[question.keeper].questions.append(question)
    for proof in ending_proofs(now):
        if proof.keeper:
            found[proof.keeper].proofs.append(proof)
    rested = found.keys() - written_to(now, A_WEEK)
    return sorted(rested, key=lambda person: (*found[person].urgency, person))


def for_person(person: int, now: datetime) -> Due:
    questions = Organisation.objects.to_be_asked(now).asked_through(person)
    proofs = [proof for proof in ending_proofs(now) if proof.keeper == person]
    return Due(list(questions), proofs)


def written_to(now: datetime, span: timedelta) -> set[int]:
    """Who has had such a letter in the last so many days, that of today among them."""
    letters = Mail.objects.filter(kind=KIND, created_at__gte=before(now, span))
    return set(letters.exclude(person=None).values_list("person", flat=True))


def ending_proofs(now: datetime) -> list[Any]:
    """Proofs with their ``stage``, of which nobody was told at that stage yet."""
    day = timezone.localdate(now)
    proofs = list(Credential.objects.ending(day, EARLY).order_by("valid_until", "pk"))
    told = _told(proofs)
    return [
        proof
        for proof in proofs
        if (stage := _stage(proof, day))
        and not told[proof.pk] & {stage, int(LATE.days)}
    ]


def _stage(proof: Any, day: date) -> int:
    """Which reminder it is time for; none if it was confirmed only after that day."""
    span = LATE if proof.valid_until <= day + LATE else EARLY
    is_new = timezone.localdate(proof.confirmed_at) > proof.valid_until - span
    proof.stage = 0 if is_new else span.days
    return proof.stage


def _told(proofs: Iterable[Credential]) -> dict[int, set[int]]:
    reminders = ProofReminder.objects.still_true().filter(credential__in=proofs)
    found: dict[int, set[int]] = defaultdict(set)
    for credential, stage in reminders.values_list("credential", "stage"):
        found[credential].add(stage)
    return found
