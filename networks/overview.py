"""What the public pages of the networks show, read in one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from alliance.prepared import DAY, Parameter, Prepared, rows
from networks.models import City, Network, Role

TOLD = ("slug", "name", "provider_count")
TOLD_IN_DETAIL = (*TOLD, "legal_name", "text", "website", "email", "telephone")


def networks() -> list[dict[str, Any]]:
    """All networks in their order, with cities and the number of providers."""
    return _all(day=timezone.localdate())


def network(slug: str) -> dict[str, Any] | None:
    """One network, also with its contact and the people it shows to the public."""
    for row in _one(day=timezone.localdate(), slug=slug):
        for role in row["roles"]:
            role["kind"] = Role.Kind(role["kind"]).label
        return row
    return None


def _list() -> QuerySet:
    return _counted(**{name: name for name in TOLD})


def _detail() -> QuerySet:
    roles = Role.objects.public(DAY).filter(network=OuterRef("pk"))
    people = rows(roles.order_by("kind", "since"), name="person__name", kind="kind")
    told = {name: name for name in TOLD_IN_DETAIL}
    return _counted(roles=people, **told).filter(slug=Parameter("slug", CharField()))


def _counted(**fields: object) -> QuerySet:
    cities = City.objects.filter(networks=OuterRef("pk")).order_by("position", "name")
    return (
        Network.objects.with_provider_counts(DAY)
        .order_by("position", "name")
        .values_list(
            JSONObject(cities=rows(cities, slug="slug", name="name"), **fields),
            flat=True,
        )
    )


_all = Prepared(_list)
_one = Prepared(_detail)
