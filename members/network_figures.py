"""The figures of each network, counted live; in the networks' own order, no ranking."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F, Func
from django.urls import reverse

from members import roll
from members.models import DirectoryEntry, Organisation
from networks.models import Network


class Figure(NamedTuple):
    number: int
    # The members that are counted, as the coordination lists them.
    address: str


class Figures(NamedTuple):
    """Of one network; a member of two networks is counted in both."""

    network: Network
    members: Figure
    online: int
    fresh: int
    stale: Figure
    without_editor: Figure
    never_signed_in: Figure
    ending_proofs: Figure


COLUMNS = (
    *("Netzwerk", "Mitglieder", "Online", "In den letzten 180 Tagen bestätigt"),
    *("Nicht bestätigt", "Ohne Redaktion", "Redaktion nie angemeldet"),
    "Nachweis endet in 90 Tagen",
)


def figures() -> list[Figures]:
    """In three questions, however many networks and members there are."""
    networks = list(Network.objects.all())
    members = Organisation.objects.members_of([network.pk for network in networks])
    kinds = roll.kinds(members)
    online = _online()
    return [
        _of(
            network,
            [kind for kind in kinds if network.pk in kind.networks],
            online.get(network.pk, 0),
        )
        for network in networks
    ]


def table() -> list[list[str | int]]:
    """For a file: a row for each network, in the order of ``COLUMNS``."""
    return [
        [
            *(one.network.name, one.members.number, one.online, one.fresh),
            *(one.stale.number, one.without_editor.number),
            *(one.never_signed_in.number, one.ending_proofs.number),
        ]
        for one in figures()
    ]


def _of(network: Network, kinds: list[roll.Kind], online: int) -> Figures:
    number = sum(kind.number for kind in kinds)

    def listed(remark: str) -> Figure:
        applies = roll.REMARKS[remark].applies
        counted = sum(kind.number for kind in kinds if applies(kind))
        return Figure(counted, _address(network, auffaellig=remark))

    stale = listed("veraltet")
    return Figures(
        network,
        Figure(number, _address(network)),
        online,
        number - stale.number,
        stale,
        listed("ohne-redaktion"),
        listed("ohne-anmeldung"),
        listed("nachweis"),
    )


def _address(network: Network, **chosen: str) -> str:
    query = urlencode({"netzwerk": network.slug} | chosen)
    return f"{reverse('members:members')}?{query}"


def _online() -> dict[int, int]:
    """How many entries are listed in each network (by id)."""
    each = DirectoryEntry.objects.listed().annotate(
        network=Func(F("network_ids"), function="unnest")
    )
    counted = each.order_by().values("network").annotate(number=Count("pk"))
    return dict(counted.values_list("network", "number"))
