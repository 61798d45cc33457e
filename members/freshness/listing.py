"""The lines of an inventory as they are read: what is open first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.directory.fold import fold
from members.filters import Sieve
from members.models import Inventory, InventoryItem, Organisation, Site

Result = InventoryItem.Result
# What one looks for on the list, by the words of its address.
RESULTS = {
    "offen": Result.OPEN,
    "bestaetigt": Result.RIGHT,
    "aenderung": Result.CHANGE,
    "weg": Result.GONE,
    "nicht-erreicht": Result.SILENT,
    "ausgetreten": Result.LEFT,
}
SIEVES = {
    "ergebnis": Sieve(
        _("Result"),
        {word: result.label for word, result in RESULTS.items()},
        lambda line, value: line.result == RESULTS[value],
    )
}


class Line(NamedTuple):
    pk: int
    slug: str
    title: str
    telephone: str
    confirmed_at: datetime | None
    result: str
    note: str
    noted_at: datetime | None
    noted_by: str

    @property
    def label(self) -> str | Promise:
        return Result(self.result).label

    @property
    def is_open(self) -> bool:
        return self.result == Result.OPEN


class Progress(NamedTuple):
    done: int
    total: int


def lines(inventory: Inventory) -> list[Line]:
    """In three statements, however many there are."""
    telephones = Site.objects.filter(organisation=OuterRef("pk")).exclude(telephone="")
    telephone = Subquery(telephones.order_by("position", "pk").values("telephone")[:1])
    listed = inventory.items.values("organisation")
    named = Organisation.objects.named().filter(pk__in=listed)
    found = {one.pk: one for one in named.annotate(telephone=telephone)}
    items = inventory.items.select_related("noted_by")
    rows = [_line(item, found[item.organisation_id]) for item in items]
    return sorted(rows, key=lambda line: (not line.is_open, fold(line.title), line.pk))


def _line(item: InventoryItem, organisation: Any) -> Line:
    who = item.noted_by
    return Line(
        item.pk,
        organisation.slug,
        organisation.title,
        organisation.telephone or "",
        organisation.confirmed_at,
        item.result,
        item.note,
        item.noted_at,
        str(who) if who and not who.erased_at else "",
    )


def progress(found: Sequence[Line]) -> Progress:
    return Progress(sum(not line.is_open for line in found), len(found))


def following(found: Sequence[Line], *, after: int = 0) -> Line | None:
    """The next open line, other than the one (its id) that one is at."""
    names = {line.pk: fold(line.title) for line in found}
    left = [line for line in found if line.is_open and line.pk != after]
    behind = [line for line in left if names[line.pk] >= names.get(after, "")]
    return next(iter([*behind, *left]), None)
