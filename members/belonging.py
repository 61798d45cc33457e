"""An organisation's memberships as its coordination reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from members.membership import sight
from members.models import Membership, Move, Organisation

if TYPE_CHECKING:
    from alliance.models import User


class Belonging(NamedTuple):
    """One membership, and whether the person may change it."""

    membership: Membership
    is_over: bool
    is_coming: bool
    may_change: bool
    seen: str
    asked: Move | None  # of another network, which has not answered yet


def memberships(organisation: Organisation, user: User) -> list[Belonging]:
    """Those of today first, in the order of the networks; what is over comes last."""
    rows = organisation.memberships.select_related("network")
    kept = set(rows.kept_by(user).values_list("pk", flat=True))
    moves = Move.objects.open().filter(membership__organisation=organisation)
    asked = {move.membership_id: move for move in moves.select_related("network")}
    found = [
        _belonging(one, may_change=one.pk in kept, asked=asked.get(one.pk))
        for one in rows.order_by("network__position", "-since", "pk")
    ]
    return sorted(found, key=lambda one: one.is_over)


def _belonging(held: Membership, *, may_change: bool, asked: Move | None) -> Belonging:
    today = timezone.localdate()
    is_over = held.until is not None and held.until < today
    return Belonging(
        membership=held,
        is_over=is_over,
        is_coming=held.since > today,
        may_change=may_change and not is_over,
        seen=sight(held),
        asked=asked,
    )
