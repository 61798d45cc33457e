"""Rows that may mean an organisation that is there already, in file or portal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from members import doubles
from members.doubles import Claims, Key
from members.exchange import stock
from members.exchange.columns import COLUMN, COLUMNS, Column
from members.exchange.comparison import Basis
from members.exchange.report import enumerated
from members.exchange.rows import Row
from members.exchange.scope import Scope
from members.exchange.stock import Held
from members.models import DirectoryEntry, Organisation

_MOST = 10


def keys(row: Row) -> set[Key]:
    """What two rows have in common when they are likely doubles."""
    name, website = row.values["name"], row.values.get("website")
    return doubles.keys(Claims(name or "", row.values["postal_code"], website or ""))


def in_file(rows: Iterable[Row]) -> dict[int, set[int]]:
    """By a row's number: some rows of other organisations that it resembles."""
    alike: dict[Key, dict[object, int]] = defaultdict(dict)
    rows = list(rows)
    for row in rows:
        for key in keys(row):
            alike[key].setdefault(_identity(row), row.number)
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        for key in keys(row):
            others = list(islice(alike[key].items(), _MOST))
            own = _identity(row)
            found[row.number].update(number for who, number in others if who != own)
    return found


def _identity(row: Row) -> object:
    return row.key or row.number


class Alike(NamedTuple):
    """Whom a row resembles: organisations, and names of those it may not change."""

    held: list[Held]
    strangers: list[str]

    def __bool__(self) -> bool:
        return bool(self.held or self.strangers)


def in_portal(rows: Iterable[Row], scope: Scope) -> dict[int, Alike]:
    """By a row's number: the organisations of the portal that it resembles."""
    wanted = {row.number: keys(row) for row in rows}
    resembled = doubles.by_key(set().union(*wanted.values()))
    ids = {pk for found in resembled.values() for pk in found}
    visible = scope.visible(ids)
    # Of the others nobody learns more than the directory tells.
    listed = DirectoryEntry.objects.listed().filter(pk__in=ids - visible)
    names = dict(listed.values_list("pk", "name"))
    held = {
        held.organisation.pk: held
        for held in stock.load(
            Organisation.objects.named().filter(pk__in=visible).order_by("pk")
        )
    }
    return {
        number: _alike(sorted(_union(map(resembled.get, of_row))), held, names)
        for number, of_row in wanted.items()
    }


def _alike(ids: list[int], held: dict[int, Held], names: dict[int, str]) -> Alike:
    return Alike(
        [held[pk] for pk in ids if pk in held], [names[pk] for pk in ids if pk in names]
    )


def _union(sets: Iterable[set[int] | None]) -> set[int]:
    return set().union(*(one for one in sets if one))


def differences(held: Held, row: Row, basis: Basis) -> list[Column]:
    """The given cells that say something else than the portal, by its nearest site."""
    of_sites = [stock.differing(site, row) for site in held.sites]
    differing = held.differing(row, basis.today) + min(of_sites, key=len, default=[])
    default = None if row.values.get("networks") else basis.network
    if default and not held.active(default.pk, basis.today):
        differing.append(COLUMN["networks"])
    return sorted(differing, key=COLUMNS.index)


def portal_sentence(held: Held, columns: Iterable[Column]) -> str:
    number = held.organisation.number
    return _(
        "possibly a double: “%(name)s” (%(number)s) is in the portal and differs in "
        "%(columns)s. If it is the same organisation, give its Nr, otherwise a new one."
    ) % {
        "name": held.name,
        "number": f"Nr {number}" if number else _("without Nr"),
        "columns": ", ".join(f"„{column.name}“" for column in columns),
    }


def stranger_sentence(name: str) -> str:
    return _(
        "possibly a double: “%(name)s” is in the directory and belongs to another "
        "network. If it is the same organisation, leave this row out."
    ) % {"name": name}


def file_sentence(rows: Collection[int]) -> str:
    return _(
        "possibly a double in rows %s. If it is the same organisation, give the same "
        "Nr, otherwise different ones."
    ) % enumerated(rows)


def notice(alike: Alike, rows: Collection[int]) -> str:
    """What is said of a row that makes an organisation by its new Nr all the same."""
    known = [held.name for held in alike.held]
    names = [f"„{name}“" for name in (*known, *alike.strangers)]
    if rows:
        names.append(_("row %s") % enumerated(rows))
    return _("possibly a double of %s; made anew, for its Nr is new.") % ", ".join(
        names
    )
