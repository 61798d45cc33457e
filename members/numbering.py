"""The stable numbers (Nr) by which lists find an organisation again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction

from alliance import journal
from alliance.journal import Capacity, Subject
from members.models import Organisation

if TYPE_CHECKING:
    from alliance.models import User
    from members.querysets import OrganisationQuerySet

# Networks number their members themselves, too; they are unlikely to use this.
PREFIX = "BWR-"
_BATCH = 1_000


@transaction.atomic
def give(
    organisations: OrganisationQuerySet, *, by: User | None, capacity: Capacity
) -> None:
    """Number those of them that have no number yet."""
    bare = list(organisations.filter(number=None).order_by().values_list("pk"))
    if not bare:
        return
    ids = [pk for (pk,) in bare]
    rows = Organisation.objects.filter(pk__in=ids, number=None).order_by("pk")
    locked = list(rows.select_for_update())
    _name(locked)
    Organisation.objects.bulk_update(locked, ["number"], _BATCH)
    subjects = [Subject(one.pk) for one in locked]
    journal.record_all("number.given", subjects, by=by, capacity=capacity)


def _name(organisations: Iterable[Organisation]) -> None:
    own = Organisation.objects.filter(number__startswith=PREFIX)
    taken = set(own.values_list("number", flat=True))
    for one in organisations:
        one.number = next(name for name in _names(one.pk) if name not in taken)


def _names(pk: int) -> Iterator[str]:
    yield f"{PREFIX}{pk}"
    for further in count(2):
        yield f"{PREFIX}{pk}-{further}"
