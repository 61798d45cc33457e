"""How an organisation comes into a network and leaves it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from members.directory import index
from members.models import Membership, Organisation

if TYPE_CHECKING:
    from networks.models import Network


@transaction.atomic
def admit(organisation: Organisation, network: Network, *, since: date) -> Membership:
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    membership = Membership.objects.create(
        organisation=organisation, network=network, since=since
    )
    index.refresh([organisation.pk])
    return membership


@transaction.atomic
def end(membership: Membership, *, until: date) -> None:
    """End a membership with its last day; the profile leaves with the last one."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership.until = until
    membership.save(update_fields=["until"])
    index.refresh([membership.organisation_id])
