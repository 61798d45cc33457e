"""Someone says that the details are right; or the coordination sees to who is silent.

Each verb is one transaction and locks the organisation first.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alliance.errors import WrongStateError
from members import chronicle
from members.chronicle import Both
from members.locks import lock
from members.models import Credential, Organisation, ProofReminder

if TYPE_CHECKING:
    from alliance.models import User

NOON = time(12)
# What the journal calls a confirmation, whoever gave it and however.
CONFIRMED = (
    "freshness.confirmed",
    "freshness.confirmed_by_letter",
    "freshness.confirmed_by_telephone",
    "freshness.confirmed_in_inventory",
)


@transaction.atomic
def confirm(organisation: Organisation, *, by: User) -> None:
    """All that is online is still right, says one of its editors."""
    lock(organisation)
    chronicle.write("freshness.confirmed", organisation, by=by)
    settle(organisation, timezone.now())


@transaction.atomic
def confirm_by_telephone(
    organisation: Organisation, *, on: date, note: str = "", by: User
) -> None:
    """So it was heard on that day; a ``ValidationError`` says why it cannot be."""
    lock(organisation)
    held = Organisation.objects.get(pk=organisation.pk)
    before, moment = held.confirmed_at, _moment(on, held)
    facts = (
        {"confirmed_at": before and _day(before)},
        {"confirmed_at": on, "note": note},
    )
    verb = "freshness.confirmed_by_telephone"
    chronicle.decide(verb, organisation, by=by, facts=facts)
    settle(organisation, moment)


@transaction.atomic
def set_aside(organisation: Organisation, *, note: str = "", by: User) -> None:
    """Ask nothing for another 180 days; refused where nothing is asked."""
    lock(organisation)
    now = timezone.now()
    rounds = organisation.questions.under_way()
    if not rounds.update(closed_at=now, is_set_aside=True):
        raise WrongStateError(f"Nobody asks about organisation {organisation.pk}.")
    facts: Both = {}, {"note": note}
    chronicle.decide("freshness.set_aside", organisation, by=by, facts=facts)


@transaction.atomic
def see_to_end(credential: Credential, *, by: User) -> None:
    """That a proof has ended needs nobody's attention any more."""
    lock(credential.organisation)
    if credential.valid_until is None:
        raise WrongStateError(f"Proof {credential.pk} has no end.")
    _seen, is_new = ProofReminder.objects.get_or_create(
        credential=credential,
        valid_until=credential.valid_until,
        stage=ProofReminder.Stage.ENDED,
        defaults={"person": by, "at": timezone.now()},
    )
    if is_new:
        organisation = credential.organisation
        chronicle.decide("proof.end_seen", organisation, by=by, row=credential.pk)


def settle(organisation: Organisation, moment: datetime) -> None:
    """Let it be confirmed at that moment; the round of questions is over.

    The organisation is locked.
    """
    Organisation.objects.filter(pk=organisation.pk).update(confirmed_at=moment)
    organisation.questions.under_way().update(closed_at=timezone.now())


def earliest(organisation: Organisation) -> date:
    """The first day on which it can be confirmed anew, or at all."""
    return _day(organisation.confirmed_at or organisation.created_at)


def _moment(on: date, organisation: Organisation) -> datetime:
    """At noon, where only the day is known; never before the last confirmation."""
    now, last = timezone.now(), organisation.confirmed_at
    if on > timezone.localdate(now):
        raise ValidationError({"on": _("This day is still to come.")})
    if on < earliest(organisation):
        late = _("It was confirmed on %(day)s, which is later.")
        text = late if last else _("It has been in the portal only since %(day)s.")
        said = date_format(earliest(organisation), "j. F Y")
        raise ValidationError({"on": text % {"day": said}})
    if on == timezone.localdate(now):
        return now
    moment = timezone.make_aware(datetime.combine(on, NOON))
    return max(moment, last) if last else moment


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
