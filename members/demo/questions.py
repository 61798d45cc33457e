"""Who was asked whether everything is still right, and who is silent; an inventory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from alliance.models import User
from members.models import Asked, Editor, Inventory, InventoryItem, Organisation
from members.querysets.freshness import AGAIN_AFTER, ASKED_AFTER
from networks.models import Network

VALID_FOR = timedelta(days=60)
# Of a hundred editors; the others have never signed in.
HAVE_SIGNED_IN = 85
OF_NOW, OF_LAST_YEAR = "essen", "bochum"
RESULTS = (
    *[("right", "")] * 6,
    ("change", "Neue Öffnungszeiten, schickt die Redaktion."),
    ("silent", "Mehrfach niemand am Telefon."),
    ("gone", "Laut Ansage geschlossen."),
)


def add_questions(rng: Random) -> None:
    """As the daily step would have asked, had it come all the time."""
    now = timezone.now()
    _sign_in(rng, now)
    for organisation in Organisation.objects.to_be_asked(now):
        Asked.objects.bulk_create(_asked(rng, organisation, now))
    _answer_some(now)
    for slug, is_running in ((OF_NOW, True), (OF_LAST_YEAR, False)):
        _take_inventory(rng, Network.objects.get(slug=slug), now, is_running=is_running)


def _sign_in(rng: Random, now: datetime) -> None:
    people = Editor.objects.order_by("person").values_list("person", flat=True)
    for person in dict.fromkeys(people):
        if rng.randrange(100) < HAVE_SIGNED_IN:
            seen = now - timedelta(days=rng.randint(1, 400))
            User.objects.filter(pk=person).update(last_login=seen)


def _asked(rng: Random, organisation: Any, now: datetime) -> Iterator[Asked]:
    first = organisation.fresh_since + ASKED_AFTER
    if organisation.keeper is None:
        yield Asked(organisation=organisation, asked_at=first, expires_at=first)
        return
    for time, at in enumerate((first, first + AGAIN_AFTER), start=1):
        if at < now:
            yield Asked(
                organisation=organisation,
                person_id=organisation.keeper,
                token_digest=f"{rng.getrandbits(256):064x}",
                time=time,
                asked_at=at,
                expires_at=at + VALID_FOR,
            )


def _answer_some(now: datetime) -> None:
    """One has closed down, and one wants to change something."""
    answers = Asked.Answer.GONE, Asked.Answer.CHANGE
    last = (
        Asked.objects.last_of_rounds().exclude(person=None).order_by("-asked_at", "pk")
    )
    for one, said in zip(list(last[:2]), answers, strict=False):
        at = min(one.asked_at + timedelta(days=2), now)
        Asked.objects.filter(pk=one.pk).update(answer=said, answered_at=at)


def _take_inventory(
    rng: Random, network: Network, now: datetime, *, is_running: bool
) -> None:
    started = now - timedelta(days=12 if is_running else 370)
    coordinator = network.roles.get(kind="coordinator", person__email__contains="koord")
    inventory = Inventory.objects.create(
        network=network,
        started_at=started,
        started_by=coordinator.person,
        closed_at=None if is_running else started + timedelta(days=30),
    )
    members = Organisation.objects.members_of([network.pk]).order_by("slug")
    InventoryItem.objects.bulk_create(
        _line(rng, inventory, member, is_noted=not is_running or rng.random() < 1 / 3)
        for member in members
    )


def _line(
    rng: Random, inventory: Inventory, member: Organisation, *, is_noted: bool
) -> InventoryItem:
    item = InventoryItem(inventory=inventory, organisation=member)
    if is_noted:
        item.result, item.note = rng.choice(RESULTS)
        days = timedelta(days=rng.randint(0, 9), minutes=rng.randint(0, 300))
        item.noted_at = inventory.started_at + days
        item.noted_by = inventory.started_by
    return item
