"""The yearly inventory: a network's coordination asks all its members, one by one.

    open ──> confirmed | to be changed | does not exist any more | not reached

A line may be noted anew until the inventory is closed: with its last open line, or by
hand. Members that join meanwhile are added, those that leave are out. Each verb locks
the organisation first, then the inventory, so that no line is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Subject
from members import chronicle
from members.freshness.confirming import settle
from members.locks import lock
from members.models import Inventory, InventoryItem, Membership, Organisation
from members.querysets import OrganisationQuerySet
from networks.acting import as_coordination
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

Result = InventoryItem.Result
_NEXT = F("revision") + 1
RUNNING = _("The network takes an inventory already.")
EMPTY = _("The network has no member today.")


class NotedError(WrongStateError):
    """Somebody else has noted something since the line was looked at."""

    def __init__(self, item: InventoryItem) -> None:
        super().__init__(f"Line {item.pk} is not as it was seen.")
        self.item = item


class Noted(NamedTuple):
    """What came of a line."""

    result: str
    note: str = ""


@transaction.atomic
def start(network: Network, *, by: User) -> Inventory:
    """List the members of today; a ``ValidationError`` says why it cannot be."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    if Inventory.objects.open().filter(network=network).exists():
        raise ValidationError(RUNNING)
    if not _members(network).exists():
        raise ValidationError(EMPTY)
    inventory = Inventory.objects.create(network=network, started_by=by)
    _keep_up(inventory)
    _journal("inventory.started", inventory, by=by)
    return inventory


@transaction.atomic
def note(item: InventoryItem, *, noted: Noted, seen: int, by: User) -> Inventory:
    """Write down what came of a line, as it was ``seen`` (its revision).

    Of who is no member any more nothing is noted: others speak for it now.
    """
    lock(item.organisation)
    inventory = _lock(item.inventory_id)
    if not _members(inventory.network).filter(pk=item.organisation_id).exists():
        raise WrongStateError(f"{item.organisation} is no member any more.")
    held = InventoryItem.objects.select_related("noted_by").get(pk=item.pk)
    if held.revision != seen:
        raise NotedError(held)
    facts = _facts(held), {"result": noted.result, "note": noted.note}
    now = timezone.now()
    _write(held, noted, now=now, by=by)
    organisation = item.organisation
    verb = "inventory.noted"
    if noted.result == Result.RIGHT:
        settle(organisation, now)
        verb = "freshness.confirmed_in_inventory"
    chronicle.decide(verb, organisation, by=by, row=held.pk, facts=facts)
    _keep_up(inventory)
    if not inventory.items.open().exists():
        _close(inventory, by=by)
    return inventory


@transaction.atomic
def close(inventory: Inventory, *, by: User) -> None:
    """End it by hand; what is open stays written down as open."""
    inventory = _lock(inventory.pk)
    _keep_up(inventory)
    _close(inventory, by=by)


def keep_all_up() -> None:
    """Let the lists of all open inventories follow who joins and leaves."""
    for inventory in Inventory.objects.open():
        with transaction.atomic():
            held = Inventory.objects.open().select_for_update(no_key=True)
            if found := held.filter(pk=inventory.pk).first():
                _keep_up(found)


def _lock(inventory: int) -> Inventory:
    held = Inventory.objects.open().select_for_update(no_key=True, of=("self",))
    found = held.select_related("network").filter(pk=inventory).first()
    if found is None:
        raise WrongStateError(f"Inventory {inventory} is closed.")
    return found


def _keep_up(inventory: Inventory) -> None:
    """The inventory is locked."""
    members = _members(inventory.network)
    listed = inventory.items.values("organisation")
    InventoryItem.objects.bulk_create(
        InventoryItem(inventory=inventory, organisation=organisation)
        for organisation in members.exclude(pk__in=listed).order_by("slug")
    )
    now, is_there = timezone.now(), {"organisation__in": members.values("pk")}
    gone = inventory.items.open().exclude(**is_there)
    gone.update(result=Result.LEFT, noted_at=now, revision=_NEXT)
    back = inventory.items.filter(result=Result.LEFT, **is_there)
    back.update(result=Result.OPEN, noted_at=None, revision=_NEXT)


def _members(network: Network) -> OrganisationQuerySet:
    today = Membership.objects.current().filter(network=network)
    return Organisation.objects.present().filter(pk__in=today.values("organisation"))


def _write(item: InventoryItem, noted: Noted, *, now: object, by: User) -> None:
    InventoryItem.objects.filter(pk=item.pk).update(
        result=noted.result,
        note=noted.note,
        noted_at=now,
        noted_by=by,
        revision=_NEXT,
    )


def _facts(item: InventoryItem) -> journal.Facts:
    if item.result == Result.OPEN:
        return {}
    return {"result": item.result, "note": item.note}


def _close(inventory: Inventory, *, by: User) -> None:
    inventory.closed_at = timezone.now()
    inventory.save(update_fields=["closed_at"])
    _journal("inventory.closed", inventory, by=by)


def _journal(verb: str, inventory: Inventory, *, by: User) -> None:
    capacity = as_coordination(by, [inventory.network_id])
    subject = Subject(row=inventory.pk)
    journal.record(verb, by=by, capacity=capacity, subject=subject)
