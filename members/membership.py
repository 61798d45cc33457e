"""How an organisation comes into a network, rests there, and leaves it.

    begun ──> rests ──> begun         suspend, resume
      └─────────┴─────> has an end    end; change_end while it lies ahead

Each verb is one transaction, locks the organisation, journals, tells the editors and
refreshes the directory last. ``seen`` is what someone has looked at (see ``sight``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from alliance.errors import WrongStateError
from members import belonging_letters as letters
from members import chronicle
from members.chronicle import Facts
from members.directory import index
from members.locks import lock
from members.models import Membership, Organisation
from members.states import MoveState

if TYPE_CHECKING:
    from alliance.models import User
    from networks.models import Network


def sight(membership: Membership) -> str:
    """What someone has looked at: this membership, as it stood then."""
    return f"{membership.pk}/{membership.until or ''}/{membership.suspended_on or ''}"


@transaction.atomic
def admit(
    organisation: Organisation, network: Network, *, since: date, by: User | None
) -> Membership:
    """Make it a member; a membership that has not ended by then stands in the way."""
    lock(organisation)
    if not Organisation.objects.present().filter(pk=organisation.pk).exists():
        raise WrongStateError(f"{organisation} was removed.")
    held = organisation.memberships.filter(network=network)
    if held.current_or_coming(since).exists():
        raise WrongStateError(f"{organisation} is a member of {network} already.")
    membership = Membership.objects.create(
        organisation=organisation, network=network, since=since
    )
    note("membership.begun", membership, ({}, {"since": since}), by=by)
    index.refresh([organisation.pk])
    return membership


@transaction.atomic
def end(
    membership: Membership,
    *,
    until: date,
    by: User | None,
    reason: str = "",
    seen: str | None = None,
) -> None:
    """End a membership with its last day; the profile leaves with the last one."""
    membership = lock_seen(membership, seen)
    close(membership, until=until, by=by, reason=reason)
    if by:
        letters.membership_ended(membership, reason)
    index.refresh([membership.organisation_id])


@transaction.atomic
def change_end(
    membership: Membership, *, until: date | None, by: User, seen: str | None = None
) -> None:
    """Correct an end that lies ahead; without a day the membership goes on."""
    membership = lock_seen(membership, seen)
    before, today = membership.until, timezone.localdate()
    if before is None or before < today or _is_followed(membership, until):
        raise WrongStateError(f"The end of {membership} cannot be changed.")
    if until and until < max(membership.since, today):
        raise WrongStateError(f"{membership} cannot end on {until}.")
    membership.until = until
    membership.save(update_fields=["until"])
    facts = {"until": before}, {"until": until}
    note("membership.end_changed", membership, facts, by=by)
    letters.membership_end_changed(membership)
    index.refresh([membership.organisation_id])


@transaction.atomic
def suspend(
    membership: Membership, *, by: User, reason: str = "", seen: str | None = None
) -> None:
    """Let it rest: a member all the same, but the public does not read of it."""
    membership = lock_seen(membership, seen)
    today = timezone.localdate()
    is_over = membership.until is not None and membership.until < today
    if membership.suspended_on or is_over:
        raise WrongStateError(f"{membership} cannot rest.")
    membership.suspended_on = today
    membership.save(update_fields=["suspended_on"])
    facts: chronicle.Both = {}, {"note": reason} if reason else {}
    note("membership.suspended", membership, facts, by=by)
    letters.membership_suspended(membership, reason)
    index.refresh([membership.organisation_id])


@transaction.atomic
def resume(membership: Membership, *, by: User, seen: str | None = None) -> None:
    membership = lock_seen(membership, seen)
    if membership.suspended_on is None:
        raise WrongStateError(f"{membership} does not rest.")
    membership.suspended_on = None
    membership.save(update_fields=["suspended_on"])
    note("membership.resumed", membership, by=by)
    letters.membership_resumed(membership)
    index.refresh([membership.organisation_id])


def close(
    membership: Membership,
    *,
    until: date,
    by: User | None,
    reason: str = "",
    network: int | None = None,
) -> None:
    """Set the last day of a locked membership, and note it; nobody is told.

    ``network`` (its id) is that of the coordination that does so, if it is another.
    """
    if membership.until or until < membership.since:
        raise WrongStateError(f"{membership} cannot end on {until}.")
    membership.until = until
    membership.save(update_fields=["until"])
    open_moves = membership.moves.open()
    open_moves.update(state=MoveState.WITHDRAWN, answered_at=timezone.now())
    after: Facts = {"until": until, "note": reason} if reason else {"until": until}
    note("membership.ended", membership, ({}, after), by=by, network=network)


def lock_seen(membership: Membership, seen: str | None = None) -> Membership:
    """Lock its organisation, and make sure that it is there, and as it was seen."""
    lock(membership.organisation_id)
    rows = Membership.objects.present().select_related("organisation", "network")
    held = rows.filter(pk=membership.pk).first()
    if held is None or (seen is not None and sight(held) != seen):
        raise WrongStateError(f"{membership} is not as it was seen.")
    return held


def note(
    verb: str,
    membership: Membership,
    facts: chronicle.Both = chronicle.NOTHING,
    *,
    by: User | None,
    network: int | None = None,
) -> None:
    """As the coordination of its network, unless it is that of another (its id)."""
    before, after = facts
    facts = before, {"network": membership.network_id} | after
    acting = chronicle.in_network(network or membership.network_id, by)
    chronicle.record(verb, acting, by, _subject(membership), facts)


def _subject(membership: Membership) -> tuple[int, int]:
    return membership.organisation_id, membership.pk


def _is_followed(membership: Membership, until: date | None) -> bool:
    """Whether it would reach into another membership in the same network."""
    others = Membership.objects.filter(
        organisation=membership.organisation_id, network=membership.network_id
    ).exclude(pk=membership.pk)
    later = others.filter(since__gte=membership.since)
    return later.filter(since__lte=until).exists() if until else later.exists()
