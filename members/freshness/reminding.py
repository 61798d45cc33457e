"""The daily step: asks whoever it is time to ask, and never floods anybody.

Nobody gets more than one letter a week, whatever is due, and at most ``LETTERS_A_DAY``
go out, so that what has gathered while the portal was away comes little by little.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from alliance.models import Mail, User
from members import chronicle
from members.freshness import due, inventories, letters
from members.freshness.due import A_WEEK, Due
from members.invitations import digest
from members.locks import lock
from members.models import Asked, Inventory, InventoryItem, Organisation, ProofReminder
from members.public_holidays import is_working_day
from members.reminders import HOURS

LETTERS_A_DAY = 25
# The coordination's work list grows by no more in an hour.
NOBODIES_AN_HOUR = 200
VALID_FOR = timedelta(days=60)
# Afterwards nobody needs to know who was asked when, or who noted what.
KEPT_FOR = timedelta(days=3 * 365)
TODAY = timedelta(days=1)


def remind(now: datetime) -> None:
    _close_rounds(now)
    inventories.keep_all_up()
    _forget(now)
    hour, day = timezone.localtime(now).hour, timezone.localdate(now)
    if hour not in HOURS or not is_working_day(day):
        return
    for organisation in _without_keeper(now):
        _note_that_nobody_is_there(organisation, now)
    left = LETTERS_A_DAY - len(due.written_to(now, TODAY))
    for person in due.people(now)[: max(left, 0)]:
        ask(person, now)


@transaction.atomic
def ask(person: int, now: datetime) -> Mail | None:
    """Write the person (an id) one letter about all that is due, unless it is written.

    What is locked is looked at again, for others may have been quicker.
    """
    _lock_all(question.pk for question in due.for_person(person, now).questions)
    reader = User.objects.select_for_update(no_key=True).get(pk=person)
    if person in due.written_to(now, A_WEEK):
        return None
    found = due.for_person(person, now)
    if not (found.questions or found.proofs):
        return None
    return _write(reader, found, now)


def _write(reader: User, found: Due, now: datetime) -> Mail | None:
    day, expires_at = timezone.localdate(now), now + VALID_FOR
    names = letters.titles(_organisations(found))
    tokens = {question.pk: secrets.token_urlsafe(32) for question in found.questions}
    questions = [
        letters.Question(
            names[one.pk],
            one.confirmed_at,
            one.next_time > 1,
            tokens[one.pk],
            expires_at,
        )
        for one in found.questions
    ]
    proofs = [
        letters.Ending(
            proof, names[proof.organisation_id], (proof.valid_until - day).days
        )
        for proof in found.proofs
    ]
    letter = letters.freshness(reader, questions, proofs, day)
    if letter:
        _note(reader, found, tokens, letter, now)
    return letter


def _note(
    reader: User, found: Due, tokens: dict[int, str], letter: Mail, now: datetime
) -> None:
    for one in found.questions:
        asked = Asked.objects.create(
            organisation=one,
            person=reader,
            token_digest=digest(tokens[one.pk]),
            time=one.next_time,
            asked_at=now,
            expires_at=now + VALID_FOR,
            letter=letter,
        )
        chronicle.write("freshness.asked", one, by=None, row=asked.pk)
    ProofReminder.objects.bulk_create(
        ProofReminder(
            credential=proof,
            valid_until=proof.valid_until,
            stage=proof.stage,
            person=reader,
            at=now,
        )
        for proof in found.proofs
    )


def _organisations(found: Due) -> list[int]:
    proofs = [proof.organisation_id for proof in found.proofs]
    return [*(question.pk for question in found.questions), *proofs]


def _without_keeper(now: datetime) -> Collection[Organisation]:
    alone = Organisation.objects.to_be_asked(now).without_keeper()
    return alone[:NOBODIES_AN_HOUR]


@transaction.atomic
def _note_that_nobody_is_there(organisation: Organisation, now: datetime) -> None:
    lock(organisation)
    still = Organisation.objects.to_be_asked(now).without_keeper()
    if still.filter(pk=organisation.pk).exists():
        nobody = Asked(organisation=organisation, asked_at=now, expires_at=now)
        nobody.save()
        chronicle.write("freshness.nobody", organisation, by=None, row=nobody.pk)


def _lock_all(organisations: Iterable[int]) -> None:
    held = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    list(held.filter(pk__in=organisations))


def _close_rounds(now: datetime) -> None:
    """Whoever left, rests or was removed is not asked; coming back begins anew."""
    day = timezone.localdate(now)
    members = Organisation.objects.asked_about(day)
    rounds = Asked.objects.under_way()
    rounds.exclude(organisation__in=members).update(closed_at=now)


def _forget(now: datetime) -> None:
    long_ago = now - KEPT_FOR
    Asked.objects.filter(closed_at__lt=long_ago).delete()
    ProofReminder.objects.filter(valid_until__lt=timezone.localdate(long_ago)).delete()
    inventories_of_then = Inventory.objects.filter(closed_at__lt=long_ago)
    lines = InventoryItem.objects.filter(inventory__in=inventories_of_then)
    lines.noted().exclude(note="", noted_by=None).update(note="", noted_by=None)
