"""What waits in all networks, whoever has to decide about it; and what else went wrong.

The work list (``waiting``) is one person's; this is how the alliance stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from alliance.models import Mail, User
from members.filters import NO_NETWORK
from members.models import (
    Application,
    Asked,
    Credential,
    Membership,
    Move,
    Pair,
    Profile,
    Report,
)
from members.querysets import OFFICE_MAY_DECIDE_AFTER
from members.waiting import KINDS
from networks.models import Network


class Waiting(NamedTuple):
    """Where a kind is counted: its rows, since when, whose, and the list of them."""

    rows: Callable[[], QuerySet]
    since: str
    owner: str = "organisation"
    # A list of the administration with its filter; none for what has none.
    list_name: str = ""
    filters: str = ""
    # The field that names the network, where it is not that of the members.
    network: str = ""


WAITING: Mapping[str, Waiting] = {
    "aenderung": Waiting(
        Profile.objects.awaiting_review,
        "submitted_at",
        list_name="profile",
        filters="state__exact=submitted",
    ),
    "nachweis": Waiting(
        lambda: Credential.objects.claimed().filter(claimed_at__isnull=False),
        "claimed_at",
        list_name="credential",
        filters="stand=wartet",
    ),
    "wechsel": Waiting(
        Move.objects.open,
        "asked_at",
        "membership__organisation",
        network="network",
    ),
    "bewerbung": Waiting(
        Application.objects.waiting,
        "waits_since",
        "",
        list_name="application",
        filters="state__exact=waiting",
        network="network",
    ),
    "hinweis": Waiting(
        Report.objects.overdue,
        "created_at",
        list_name="report",
        filters="state__exact=open",
    ),
    "verstummt": Waiting(Asked.objects.silent, "asked_at"),
    "weg": Waiting(Asked.objects.gone, "answered_at"),
    "abgelaufen": Waiting(Credential.objects.ended, "valid_until"),
    "doppelt": Waiting(Pair.objects.reported, "said_at", "first"),
}


class Cell(NamedTuple):
    """How much of one kind waits in one network."""

    label: str | Promise
    number: int
    late: int
    oldest: datetime
    address: str

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.oldest)).days


class Queue(NamedTuple):
    """What waits in one network; with none: what no network looks after."""

    network: Network | None
    cells: list[Cell]

    @property
    def number(self) -> int:
        return sum(cell.number for cell in self.cells)

    @property
    def late(self) -> int:
        return sum(cell.late for cell in self.cells)


class Trouble(NamedTuple):
    """What the office alone sees to."""

    letters: int
    without_factor: int
    to_be_erased: int


type Since = dict[int | None, list[datetime]]


def queues() -> list[Queue]:
    """The networks in their own order; the same questions however much waits."""
    networks = list(Network.objects.all())
    found = {name: _since(WAITING[name]) for name in KINDS if name in WAITING}
    belonging = _belonging(found.values())
    cells = {name: _by_network(rows, belonging) for name, rows in found.items()}
    return [_queue(network, cells) for network in [*networks, None]]


def trouble() -> Trouble:
    today = timezone.localdate()
    holds = Q(roles__until=None) | Q(roles__until__gte=today)
    officers = User.objects.filter(holds, roles__since__lte=today, is_active=True)
    deciding = officers.filter(roles__kind__in=("coordinator", "substitute", "office"))
    bare = deciding.exclude(authenticator__type__in=("totp", "webauthn"))
    return Trouble(
        letters=Mail.objects.unsettled().count(),
        without_factor=bare.distinct().count(),
        to_be_erased=User.objects.filter(erase_after__isnull=False).count(),
    )


class Row(NamedTuple):
    since: datetime
    organisation: int | None
    network: int | None


def _since(waiting: Waiting) -> list[Row]:
    names = [waiting.since, waiting.owner or "pk", waiting.network or "pk"]
    rows = waiting.rows().order_by().values_list(*names)
    return [
        Row(
            _moment(since),
            owner if waiting.owner else None,
            network if waiting.network else None,
        )
        for since, owner, network in rows
        if since
    ]


def _moment(since: Any) -> datetime:
    """Of a day: when it was over."""
    if isinstance(since, datetime):
        return since
    after = datetime.combine(since + timedelta(days=1), time())
    return timezone.make_aware(after)


def _belonging(found: Iterable[list[Row]]) -> dict[int, list[int]]:
    """The networks of today (ids) of all these organisations."""
    ids = {row.organisation for rows in found for row in rows if row.organisation}
    belonging: dict[int, list[int]] = defaultdict(list)
    current = Membership.objects.current().filter(organisation__in=ids)
    for organisation, network in current.values_list("organisation", "network"):
        belonging[organisation].append(network)
    return belonging


def _by_network(rows: list[Row], belonging: dict[int, list[int]]) -> Since:
    found: Since = defaultdict(list)
    for row in rows:
        if row.network:
            networks: list[int | None] = [row.network]
        else:
            networks = [*belonging.get(row.organisation or 0, [])] or [None]
        for network in networks:
            found[network].append(row.since)
    return found


def _queue(network: Network | None, cells: Mapping[str, Since]) -> Queue:
    key = network.pk if network else None
    return Queue(
        network,
        [
            _cell(name, network, times)
            for name, found in cells.items()
            if (times := found.get(key))
        ],
    )


def _cell(name: str, network: Network | None, times: list[datetime]) -> Cell:
    late = timezone.now() - OFFICE_MAY_DECIDE_AFTER
    kind = KINDS[name]
    return Cell(
        kind.label if len(times) == 1 else kind.label_of_many,
        len(times),
        sum(since <= late for since in times),
        min(times),
        _address(WAITING[name], network),
    )


def _address(waiting: Waiting, network: Network | None) -> str:
    slug = network.slug if network else NO_NETWORK
    if not waiting.list_name:
        return f"{reverse('members:members')}?{urlencode({'netzwerk': slug})}"
    path = reverse(f"admin:members_{waiting.list_name}_changelist")
    if waiting.network:
        own = {"network__id__exact": network.pk if network else ""}
    else:
        own = {"netzwerk": slug}
    return f"{path}?{waiting.filters}&{urlencode(own)}"
