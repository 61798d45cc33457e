"""Rows about one organisation: its first site, further sites, and doubles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from members.exchange.columns import COLUMN
from members.exchange.report import Remark, enumerated
from members.exchange.rows import ADDRESS, Row
from members.exchange.stock import Held, address, differing
from members.models import Site
from members.validators import REQUIRED

type Values = tuple[tuple[str, object], ...]


class Group:
    """Rows about one organisation; one without a number (Nr) stands alone."""

    def __init__(self) -> None:
        self._alike: dict[Values, list[Row]] = {}

    def add(self, row: Row) -> None:
        self._alike.setdefault(_values(row), []).append(row)

    @property
    def rows(self) -> list[Row]:
        """The rows without doubles."""
        return [alike[0] for alike in self._alike.values()]

    @property
    def key(self) -> str:
        return self.rows[0].key

    @property
    def problems(self) -> list[Remark]:
        return [problem for row in self.rows for problem in row.problems]

    def notices(self) -> Iterator[Remark]:
        for alike in self._alike.values():
            if len(alike) > 1:
                rows = enumerated(row.number for row in alike)
                yield Remark(alike[0].number, "", _("double in rows %s") % rows)


def grouped(rows: Iterable[Row]) -> list[Group]:
    groups: dict[object, Group] = defaultdict(Group)
    for row in rows:
        groups[_identity(row)].add(row)
    return list(groups.values())


def _identity(row: Row) -> object:
    """Rows with this in common are about the same organisation."""
    if row.key or row.problems:
        return row.key or row.number
    return _values(row)


def _values(row: Row) -> Values:
    return tuple(row.values.items())


@dataclass(frozen=True)
class Placed:
    """A row with the site that it is about, which may be new."""

    row: Row
    site: Site | None


def arrange(group: Group, held: Held, today: date) -> tuple[Row | None, list[Placed]]:
    """The row that speaks for the organisation, if any does, and what lies where.

    Complains in the rows about what contradicts.
    """
    nowhere = [row for row in group.rows if not row.has_site]
    if held.is_new or held.sites:
        _ask_for_addresses(nowhere)
    placed = list(_place([row for row in group.rows if row.has_site], held.sites))
    first = _first_row(placed, held) or next(filter(_is_named, nowhere), None)
    for row in group.rows:
        if row is not first:
            _check_further(row, first, held, today)
    for place in placed:
        has_email = place.row.values["email"] or (place.site and not place.site.email)
        if place.row is first and not has_email:
            first.complain("email", str(REQUIRED["email"]))
    return first, placed


def _ask_for_addresses(rows: list[Row]) -> None:
    for row in rows:
        for key in ADDRESS:
            row.complain(key, str(REQUIRED[key]))


def _is_named(row: Row) -> bool:
    return bool(row.values["name"])


def _first_row(placed: list[Placed], held: Held) -> Row | None:
    """The first named row at a known address; where there is none yet, at any."""
    known = [place.row for place in placed if not held.sites or place.site]
    named = list(filter(_is_named, known))
    if named:
        return named[0]
    if known and not any(_is_named(place.row) for place in placed):
        known[0].complain("name", str(REQUIRED["name"]))
    return None


def _place(rows: list[Row], sites: list[Site]) -> Iterator[Placed]:
    """Pair rows and sites at one address: first those that agree, then in order."""
    free = defaultdict(list)
    for site in sites:
        free[address(site.street, site.postal_code)].append(site)
    exact = dict(_agreeing(rows, free))
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        at = free[_address(row)]
        before = seen.setdefault(_address(row), row)
        if row.number in exact or at:
            yield Placed(row, exact.get(row.number) or at.pop(0))
        elif before is row:
            yield Placed(row, None)
        else:
            _compare(row, before, is_of_site=True)


def _agreeing(
    rows: list[Row], free: dict[tuple[str, str], list[Site]]
) -> Iterator[tuple[int, Site]]:
    for row in rows:
        at = free[_address(row)]
        if found := next((site for site in at if not differing(site, row)), None):
            at.remove(found)
            yield row.number, found


def _address(row: Row) -> tuple[str, str]:
    return address(row.values["street"], row.values["postal_code"])


def _check_further(row: Row, first: Row | None, held: Held, today: date) -> None:
    """A further site's cells about the organisation are empty or equal."""
    if first:
        _compare(row, first, is_of_site=False)
    elif not held.is_new:
        for column in held.differing(row, today):
            row.complain(
                column.key,
                _(
                    "It differs from what the portal holds. The row names another "
                    "address and so a further site: please leave this cell empty."
                ),
            )


def _compare(row: Row, other: Row, *, is_of_site: bool) -> None:
    differs = (
        _("It differs from row %d, which has the same number and address.")
        if is_of_site
        else _("It differs from row %d. For a further site, leave this cell empty.")
    )
    for key, value in row.values.items():
        if COLUMN[key].is_of_site != is_of_site or value == other.values[key]:
            continue
        if value or is_of_site:
            row.complain(key, differs % other.number)
