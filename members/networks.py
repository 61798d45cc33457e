"""What the public pages of the networks show."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    CharField,
    OuterRef,
    QuerySet,
)
from django.db.models.functions import JSONObject
from django.utils import timezone

from alliance.prepared import DAY, Parameter, Prepared, rows
from members import ordering
from members.directory.overview import provider_counts
from members.models import DirectoryEntry, Membership, Organisation
from networks.models import City, Network, Role

PARTNERS = 6
CONTACT = ("website", "email", "telephone")


class Person(NamedTuple):
    """Someone who holds an office and agreed to be shown with it."""

    name: str
    office: str


class Brief(NamedTuple):
    """A network as the list of all shows it."""

    slug: str
    name: str
    provider_count: int
    city_ids: list[int]
    website: str
    email: str
    telephone: str


class Detail(NamedTuple):
    id: int
    slug: str
    name: str
    provider_count: int
    city_ids: list[int]
    website: str
    email: str
    telephone: str
    legal_name: str
    text: str
    people: list[Person]
    partners: list[dict[str, Any]]

    @property
    def has_contact(self) -> bool:
        return bool(self.website or self.email or self.telephone)


def networks() -> list[Brief]:
    """All networks in their order."""
    counts = provider_counts(timezone.localdate())
    return [Brief(provider_count=counts.get(row.pop("id"), 0), **row) for row in _all()]


def network(slug: str) -> Detail | None:
    """One network with the people it shows, and some of its partners by lot."""
    day = timezone.localdate()
    key = ordering.key(f"{day}/{slug}")
    for row in _one(day=day, slug=slug, key=key):
        counts = provider_counts(day)
        row["people"] = [_person(role) for role in row["people"]]
        return Detail(provider_count=counts.get(row["id"], 0), **row)
    return None


def _person(role: dict[str, str]) -> Person:
    return Person(role["name"], str(Role.Kind(role["kind"]).label))


def _briefs() -> QuerySet:
    return _told().order_by("position", "name")


def _detail() -> QuerySet:
    roles = Role.objects.public(DAY).filter(network=OuterRef("pk"))
    people = rows(roles.order_by("kind", "since"), name="person__name", kind="kind")
    told = {name: name for name in ("legal_name", "text")}
    found = _told(**told, people=people, partners=_partners())
    return found.filter(slug=Parameter("slug", CharField()))


def _told(**fields: object) -> QuerySet:
    cities = City.objects.filter(networks=OuterRef("pk")).order_by("position", "name")
    told = {name: name for name in ("slug", "name", *CONTACT)}
    ids = ArraySubquery(cities.values("pk"))
    return Network.objects.order_by().values_list(
        JSONObject(id="pk", city_ids=ids, **told, **fields), flat=True
    )


def _partners() -> ArraySubquery:
    """Some of the organisations that work with the network, in the day's mix."""
    memberships = Membership.objects.public(DAY).filter(
        network=OuterRef(OuterRef("pk")), organisation__kind=Organisation.Kind.PARTNER
    )
    mix = ordering.shuffled(Parameter("key", BigIntegerField()))
    entries = DirectoryEntry.objects.listed(DAY).filter(
        organisation__in=memberships.values("organisation")
    )
    told = {name: name for name in ("slug", "name", "plain")}
    return rows(entries.order_by(mix)[:PARTNERS], **told)


_all = Prepared(_briefs)
_one = Prepared(_detail)
