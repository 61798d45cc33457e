"""How an organisation comes and goes, and what the journal says of it."""

from datetime import date

import pytest

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members import membership

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)


def test_a_membership_begins_and_ends_once(workshop, bochum, boris):
    held = membership.admit(workshop, bochum, since=SPRING, by=boris)
    with pytest.raises(WrongStateError):
        membership.admit(workshop, bochum, since=SUMMER, by=boris)
    membership.end(held, until=SUMMER, by=boris)
    with pytest.raises(WrongStateError):
        membership.end(held, until=SUMMER, by=boris)

    entries = JournalEntry.objects.filter(verb__startswith="membership.")
    assert [
        (one.verb, one.actor, one.details.after) for one in entries.order_by("pk")
    ] == [
        ("membership.begun", boris, {"network": bochum.pk, "since": "2026-03-01"}),
        ("membership.ended", boris, {"network": bochum.pk, "until": "2026-06-01"}),
    ]
