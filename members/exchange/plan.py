"""What an import would do, decided from the table and the portal; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from members.exchange import answers, doubles, rows, stock
from members.exchange.changes import Change
from members.exchange.comparison import Basis, compare
from members.exchange.doubles import Alike
from members.exchange.groups import Group, grouped
from members.exchange.lookup import Lookup
from members.exchange.report import Remark
from members.exchange.rows import Row
from members.exchange.scope import ANYTHING, Order
from members.exchange.stock import Held
from members.exchange.table import Table
from members.models import Organisation


@dataclass(frozen=True)
class Question:
    """A likely double: the organisations and the rows that a row may mean.

    ``strangers`` are those that it must not change, by their public names.
    """

    row: Row
    portal: list[Held]
    strangers: list[str]
    rows: set[int]


@dataclass
class Plan:
    """Organisations by what happens to them, and what is to be said about rows."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    failed: int = 0
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    questions: dict[int, Question] = field(default_factory=dict)

    @property
    def unchanged(self) -> int:
        return len(self.same)


def make_plan(
    table: Table,
    order: Order = ANYTHING,
    *,
    is_for_change: bool = False,
    tell: Callable[[int], object] | None = None,
) -> Plan:
    """A change locks what it touches; ``tell`` hears how many rows are done."""
    table = order.answers.applied(table)
    lookup = Lookup(rows.postal_codes(table))
    found = rows.clean(table, lookup)
    known = _known(found, order, is_for_change=is_for_change)
    groups = grouped(found)
    sound = [group for group in groups if not group.problems]
    plan = Plan(notices=[*table.notices, *_notices(groups)])
    networks = order.scope.networks()
    basis = Basis(lookup, timezone.localdate(), order.network, networks)
    search = _Search(order, basis, plan)
    repeated = search.look(sound, known)
    refused = order.scope.refusals([held.organisation.pk for held in known.values()])
    for done, group in enumerate(groups):
        if tell and done % _STRIDE == 0:
            tell(done)
        held = known.get(group.key)
        if held and (sentence := refused.get(held.organisation.pk)):
            group.rows[0].complain("number", sentence)
        if group in repeated:
            plan.same.append(group.rows[0])
        else:
            _decide(group, held, basis, plan)
    plan.problems.sort()
    plan.notices.sort()
    return plan


_STRIDE = 100


def _notices(groups: list[Group]) -> Iterator[Remark]:
    for group in groups:
        yield from group.notices()


def _known(found: list[Row], order: Order, *, is_for_change: bool) -> dict[str, Held]:
    """The organisations that rows name, by their numbers or by an answer."""
    named = order.answers.organisations()
    numbers = {row.number_given for row in found if row.number_given}
    held = stock.named(numbers, named, is_for_change=is_for_change)
    by_id = {one.organisation.pk: one.organisation.number or "" for one in held}
    order.answers.identify(found, by_id)
    return {answers.key_of(one.organisation): one for one in held}


def _decide(group: Group, held: Held | None, basis: Basis, plan: Plan) -> None:
    number = group.rows[0].number_given
    held = held or Held(Organisation(number=number or None))
    change = Change(held) if group.problems else compare(group, held, basis)
    if group.problems:
        plan.failed += 1
        plan.problems += group.problems
    elif held.is_new:
        plan.new.append(change)
    elif change.is_empty:
        plan.same.append(group.rows[0])
    else:
        plan.changed.append(change)


@dataclass(frozen=True)
class _Search:
    """Looks for likely doubles, in the portal and in the file."""

    order: Order
    basis: Basis
    plan: Plan

    def look(self, sound: list[Group], known: Collection[str]) -> set[Group]:
        """The groups that repeat what the portal has; others complain or are told."""
        unknown = [group for group in sound if group.key not in known]
        alike = doubles.in_portal(
            (row for group in unknown for row in group.rows), self.order.scope
        )
        repeated = {
            group
            for group in unknown
            if not group.key and self._is_repeated(group.rows[0], alike)
        }
        rows_alike = doubles.in_file(
            row for group in sound if group not in repeated for row in group.rows
        )
        for group in unknown:
            if group not in repeated:
                row = group.rows[0]
                self._ask(group, alike[row.number], rows_alike.get(row.number, set()))
        return repeated

    def _is_repeated(self, row: Row, alike: dict[int, Alike]) -> bool:
        return any(
            not doubles.differences(held, row, self.basis)
            for held in alike[row.number].held
        )

    def _ask(self, group: Group, portal: Alike, rows: set[int]) -> None:
        row = group.rows[0]
        if not (portal or rows) or self.order.answers.is_new(row):
            return
        if group.key:
            text = doubles.notice(portal, rows)
            self.plan.notices.append(Remark(row.number, "", text))
            return
        question = Question(row, portal.held, portal.strangers, rows)
        self.plan.questions[row.number] = question
        row.complain("", self._sentence(row, portal, rows))

    def _sentence(self, row: Row, portal: Alike, rows: set[int]) -> str:
        if portal.held:
            columns = doubles.differences(portal.held[0], row, self.basis)
            return doubles.portal_sentence(portal.held[0], columns)
        if portal.strangers:
            return doubles.stranger_sentence(portal.strangers[0])
        return doubles.file_sentence({row.number, *rows})
