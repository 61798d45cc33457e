"""What an import would do, decided from the table and the portal; it writes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils import timezone

from members.exchange import doubles, rows, stock
from members.exchange.changes import Change
from members.exchange.comparison import Basis, compare
from members.exchange.groups import Group, grouped
from members.exchange.lookup import Lookup
from members.exchange.report import Remark
from members.exchange.rows import Row
from members.exchange.stock import Held
from members.exchange.table import Table
from members.models import Organisation
from networks.models import Network


@dataclass
class Plan:
    """Organisations by what happens to them, and what is to be said about rows."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    failed: int = 0
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)


def make_plan(
    table: Table, network: Network | None = None, *, is_for_change: bool = False
) -> Plan:
    """``network`` is that of rows which name none; a change locks what it touches."""
    lookup = Lookup(rows.postal_codes(table))
    groups = grouped(rows.clean(table, lookup))
    sound = [group for group in groups if not group.problems]
    numbers = {group.key for group in sound if group.key}
    known = stock.by_number(numbers, is_for_change=is_for_change)
    plan = Plan(notices=[notice for group in groups for notice in group.notices()])
    basis = Basis(lookup, timezone.localdate(), network)
    repeated = _look_for_doubles(sound, known, basis, plan)
    for group in groups:
        if group in repeated:
            plan.unchanged += 1
        else:
            _decide(group, known.get(group.key), basis, plan)
    plan.problems.sort()
    plan.notices.sort()
    return plan


def _decide(group: Group, held: Held | None, basis: Basis, plan: Plan) -> None:
    held = held or Held(Organisation(number=group.key or None))
    change = Change(held) if group.problems else compare(group, held, basis)
    if group.problems:
        plan.failed += 1
        plan.problems += group.problems
    elif held.is_new:
        plan.new.append(change)
    elif change.is_empty:
        plan.unchanged += 1
    else:
        plan.changed.append(change)


def _look_for_doubles(
    sound: list[Group], known: Collection[str], basis: Basis, plan: Plan
) -> set[Group]:
    """The groups that repeat what the portal has; others complain or give notice."""
    unknown = [group for group in sound if group.key not in known]
    alike = doubles.in_portal(row for group in unknown for row in group.rows)
    repeated = {
        group
        for group in unknown
        if not group.key and _is_repeated(group.rows[0], alike, basis)
    }
    rows_alike = doubles.in_file(
        row for group in sound if group not in repeated for row in group.rows
    )
    for group in unknown:
        row = group.rows[0]
        portal, file = alike[row.number], rows_alike.get(row.number, set())
        if group in repeated or not (portal or file):
            continue
        if group.key:
            plan.notices.append(Remark(row.number, "", doubles.notice(portal, file)))
        else:
            row.complain("", _sentence(row, portal, file, basis))
    return repeated


def _is_repeated(row: Row, alike: dict[int, list[Held]], basis: Basis) -> bool:
    return any(not doubles.differences(held, row, basis) for held in alike[row.number])


def _sentence(row: Row, portal: list[Held], file: set[int], basis: Basis) -> str:
    if portal:
        columns = doubles.differences(portal[0], row, basis)
        return doubles.portal_sentence(portal[0], columns)
    return doubles.file_sentence({row.number, *file})
