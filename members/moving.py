"""How a member changes to another network, or joins a second one.

    asked ──> accepted     the one membership ends, the other begins
     │  └───> refused
     └──────> withdrawn

Who coordinates both networks moves a member at once; else the other network is asked.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from alliance.errors import WrongStateError
from members import belonging_letters as letters
from members import chronicle, membership
from members.directory.entries import sort_key
from members.locks import lock
from members.models import DirectoryEntry, Membership, Move, Organisation
from members.states import MoveState
from networks.models import Network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance.models import User
    from members.querysets import OrganisationQuerySet
    from networks.querysets import NetworkQuerySet


class Found(NamedTuple):
    """A member of the alliance, as anyone may know it."""

    slug: str
    title: str
    networks: list[str]


@transaction.atomic
def take_over(
    organisation: Organisation, network: Network, *, since: date, by: User
) -> Membership:
    """Admit a member of another network, too; its editors and coordinations hear."""
    begun = membership.admit(organisation, network, since=since, by=by)
    letters.membership_begun(begun)
    return begun


@transaction.atomic
def move(
    held: Membership,
    network: Network,
    *,
    begins_on: date,
    by: User,
    seen: str | None = None,
) -> Membership:
    """End it here and begin it there, for whoever coordinates both networks."""
    held = membership.lock_seen(held, seen)
    begun = _change(held, network, begins_on=begins_on, by=by)
    letters.membership_moved(held, begun)
    return begun


@transaction.atomic
def ask(
    held: Membership,
    network: Network,
    *,
    begins_on: date,
    by: User,
    seen: str | None = None,
) -> Move:
    """Let the other network's coordination say whether it takes the member."""
    held = membership.lock_seen(held, seen)
    _check(held, network, begins_on)
    if held.moves.open().exists():
        raise WrongStateError(f"A move of {held} waits already.")
    asked = Move.objects.create(
        membership=held, network=network, begins_on=begins_on, asked_by=by
    )
    facts: chronicle.Both = {}, {"begins_on": begins_on, "network": network.pk}
    membership.note("move.asked", held, facts, by=by)
    letters.move_asked(asked)
    return asked


@transaction.atomic
def accept(asked: Move, *, by: User) -> Membership:
    """From the day that was asked for, or from today where that is over."""
    asked = _lock(asked)
    held = membership.lock_seen(asked.membership)
    _answer(asked, MoveState.ACCEPTED, by=by)
    begins_on = max(asked.begins_on, timezone.localdate())
    begun = _change(
        held, asked.network, begins_on=begins_on, by=by, acting=asked.network_id
    )
    letters.membership_moved(held, begun)
    letters.move_answered(asked)
    return begun


@transaction.atomic
def refuse(asked: Move, *, note: str, by: User) -> None:
    asked = _lock(asked)
    _answer(asked, MoveState.REFUSED, by=by, note=note)
    facts: chronicle.Both = {}, {"note": note}
    membership.note(
        "move.refused", asked.membership, facts, by=by, network=asked.network_id
    )
    letters.move_answered(asked)


@transaction.atomic
def withdraw(asked: Move, *, by: User) -> None:
    """By the network that asked."""
    asked = _lock(asked)
    _answer(asked, MoveState.WITHDRAWN, by=by)
    membership.note("move.withdrawn", asked.membership, by=by)


def _change(
    held: Membership,
    network: Network,
    *,
    begins_on: date,
    by: User,
    acting: int | None = None,
) -> Membership:
    """``acting`` is the network (its id) for which it is done, if not the old one."""
    _check(held, network, begins_on)
    last_day = begins_on - timedelta(days=1)
    membership.close(held, until=last_day, by=by, network=acting)
    return membership.admit(held.organisation, network, since=begins_on, by=by)


def look_up(own: OrganisationQuerySet, words: str) -> list[Found]:
    """Those of the directory with exactly this name, slug or address."""
    slug = words.strip("/").rpartition("/")[2].lower()
    listed = DirectoryEntry.objects.listed().filter(
        Q(slug=slug) | Q(sort_key=sort_key(words))
    )
    current = Membership.objects.public().select_related("network")
    found = (
        own.filter(entry__in=listed)
        .named()
        .prefetch_related(
            Prefetch("memberships", current.order_by("network__position"), "shown")
        )
    )
    return [
        Found(one.slug, one.title, [str(held.network) for held in one.shown])
        for one in cast("Iterable[Any]", found)
    ]


def networks_for(organisation: Organisation) -> NetworkQuerySet:
    """Those in which it is no member, and will be none."""
    held = organisation.memberships.current_or_coming().values("network")
    return Network.objects.exclude(pk__in=held)


def _check(held: Membership, network: Network, begins_on: date) -> None:
    others = Membership.objects.filter(organisation=held.organisation_id)
    is_there = others.filter(network=network).current_or_coming(begins_on).exists()
    is_too_early = begins_on <= held.since
    if held.until or is_there or is_too_early or held.network_id == network.pk:
        raise WrongStateError(f"{held} cannot move to {network}.")


def _lock(asked: Move) -> Move:
    rows = Move.objects.select_related("membership__organisation", "network")
    lock(asked.membership.organisation_id)
    held = rows.open().filter(pk=asked.pk).first()
    if held is None:
        raise WrongStateError(f"Move {asked.pk} was answered.")
    return held


def _answer(asked: Move, state: MoveState, *, by: User, note: str = "") -> None:
    asked.state, asked.note = state, note
    asked.answered_by, asked.answered_at = by, timezone.now()
    asked.save(update_fields=["state", "note", "answered_by", "answered_at"])
