"""How an organisation comes into a network and leaves it.

Each verb is one transaction, locks the organisation, journals and refreshes the
directory last.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from alliance.errors import WrongStateError
from members import chronicle
from members.directory import index
from members.locks import lock
from members.models import Membership, Organisation

if TYPE_CHECKING:
    from alliance.models import User
    from networks.models import Network


@transaction.atomic
def admit(
    organisation: Organisation, network: Network, *, since: date, by: User | None
) -> Membership:
    """Make it a member; a membership that has not ended by then stands in the way."""
    lock(organisation)
    held = organisation.memberships.filter(network=network)
    if held.current_or_coming(since).exists():
        raise WrongStateError(f"{organisation} is a member of {network} already.")
    membership = Membership.objects.create(
        organisation=organisation, network=network, since=since
    )
    _note("membership.begun", membership, {"since": since}, by=by)
    index.refresh([organisation.pk])
    return membership


@transaction.atomic
def end(membership: Membership, *, until: date, by: User | None) -> None:
    """End a membership with its last day; the profile leaves with the last one."""
    lock(membership.organisation_id)
    membership.refresh_from_db()
    if membership.until or until < membership.since:
        raise WrongStateError(f"{membership} cannot end on {until}.")
    membership.until = until
    membership.save(update_fields=["until"])
    _note("membership.ended", membership, {"until": until}, by=by)
    index.refresh([membership.organisation_id])


def _note(
    verb: str, membership: Membership, after: chronicle.Facts, *, by: User | None
) -> None:
    after |= {"network": membership.network_id}
    organisation = membership.organisation
    chronicle.decide(verb, organisation, by=by, row=membership.pk, facts=({}, after))
