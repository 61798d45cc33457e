"""What the public page of one organisation shows, read in one statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import CharField, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from alliance.errors import GoneError, MovedError
from alliance.prepared import DAY, Parameter, Prepared, among, rows
from alliance.templatetags.components import bare, host
from members import opening
from members.fundings import VOUCHER
from members.models import (
    Credential,
    DirectoryEntry,
    Membership,
    Organisation,
    Profile,
    Site,
    Term,
)

WORDS = ("name", "plain", "text", "legal_form", "website", "links")
# The employment agency's public search for courses; it takes a provider's number
# as a search word.
COURSE_SEARCH = "https://web.arbeitsagentur.de/weiterbildungssuche/suche"


class Link(NamedTuple):
    slug: str
    name: str


class Label(NamedTuple):
    """A term that the organisation states."""

    id: int
    kind: str
    slug: str
    name: str


class Place(NamedTuple):
    label: str
    street: str
    postal_code: str
    place: str
    city: str | None  # its slug
    latitude: float
    longitude: float
    telephone: str
    email: str
    days: list[opening.Day]
    access: list[Link]


class Proof(NamedTuple):
    """A confirmed credential that is valid today."""

    kind: str
    title: str
    issuer: str
    valid_until: date | None
    areas: list[str]
    places: list[str]


class Portrait(NamedTuple):
    id: int
    slug: str
    kind: str
    number: str | None
    name: str
    plain: str
    text: str
    legal_form: str
    website: str
    links: list[str]
    logo: str
    telephone: str
    kursnet_number: str
    confirmed_at: datetime | None
    has_voucher: bool
    terms: dict[str, list[str]]
    labels: list[Label]
    networks: list[Link]
    places: list[Place]
    proofs: list[Proof]
    city_ids: list[int]

    @property
    def topic_ids(self) -> list[int]:
        return [label.id for label in self.labels if label.kind == Term.Kind.TOPIC]

    @property
    def fundings(self) -> list[tuple[str, str]]:
        """The slugs and names of the ways to pay that it states."""
        kind = Term.Kind.FUNDING
        return [(label.slug, label.name) for label in self.labels if label.kind == kind]

    @property
    def states_voucher(self) -> bool:
        return any(label.slug == VOUCHER for label in self.labels)

    @property
    def partner_kinds(self) -> list[str]:
        kind = Term.Kind.PARTNER_KIND
        return [label.slug for label in self.labels if label.kind == kind]

    @property
    def path(self) -> str:
        return reverse(f"members:{self.kind}", args=[self.slug])

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """Its websites, each with what one knows it by; no two of them alike."""
        found = [address for address in (self.website, *self.links) if address]
        hosts = Counter(map(host, found))
        return [
            (address, host(address) if hosts[host(address)] == 1 else bare(address))
            for address in found
        ]

    @property
    def email(self) -> str:
        return next((place.email for place in self.places if place.email), "")

    @property
    def has_hours(self) -> bool:
        return any(place.days for place in self.places)

    @property
    def is_for_someone(self) -> bool:
        return bool({"audience", "form", "time", "language"} & self.terms.keys())

    @property
    def course_search(self) -> str:
        number = self.kursnet_number
        return f"{COURSE_SEARCH}?{urlencode({'sw': number})}" if number else ""


@lru_cache(maxsize=256)
def find(slug: str, kind: Organisation.Kind, version: str) -> Portrait | None:  # noqa: ARG001 - the key of the cache
    """The organisation as the public may see it today, or none.

    Read once for each version of the public data, which turns with the day.
    """
    day = timezone.localdate()
    for row in _one(slug=slug, kind=kind.value, day=day):
        return paint(row, day)
    return None


def published(slug: str, kind: Organisation.Kind, version: str) -> Portrait:
    """What the public may see of it today; else not found, or no longer there."""
    if (found := find(slug, kind, version)) is not None:
        return found
    # Of what nobody could ever read not even the address is told.
    merged = Organisation.objects.filter(
        slug=slug, kind=kind, profiles__published_at__isnull=False
    )
    for one in merged.select_related("merged_into"):
        if into := one.merged_into:
            raise MovedError(one.get_absolute_url(), into.get_absolute_url())
    profiles = Profile.objects.once_public()
    if profiles.filter(organisation__slug=slug, organisation__kind=kind).exists():
        raise GoneError
    raise Http404


def find_all(slugs: Sequence[str]) -> list[Portrait]:
    """Those of them that the public may see today, in the order of the slugs."""
    day = timezone.localdate()
    rows = _several(slugs=list(slugs), day=day) if slugs else []
    found = {row["slug"]: paint(row, day) for row in rows}
    return [found[slug] for slug in slugs if slug in found]


def _profiles() -> QuerySet:
    """Those that the public may see, with what the directory knows of them."""
    listed = {
        name: f"organisation__entry__{name}"
        for name in ("city_ids", "telephone", "voucher_from", "voucher_until", "logo")
    }
    published = Profile.objects.published()
    return described(
        published.filter(organisation__entry__in=DirectoryEntry.objects.listed(DAY)),
        **listed,
    )


def described(profiles: QuerySet, **others: str) -> QuerySet:
    """All that a portrait shows of each; ``others`` is what the directory knows."""
    terms = Term.objects.filter(profiles=OuterRef("pk")).order_by("position", "name")
    memberships = Membership.objects.public(DAY).filter(
        organisation=OuterRef("organisation")
    )
    fields = {
        **{name: name for name in WORDS},
        "id": "organisation",
        "slug": "organisation__slug",
        "kind": "organisation__kind",
        "number": "organisation__number",
        "kursnet_number": "organisation__kursnet_number",
        "confirmed_at": "organisation__confirmed_at",
        "terms": rows(terms, id="pk", kind="kind", name="name", slug="slug"),
        "networks": rows(
            memberships.order_by("network__position"),
            slug="network__slug",
            name="network__name",
        ),
        "areas": rows(
            Term.objects.filter(kind=Term.Kind.AZAV), slug="slug", name="name"
        ),
        "places": _places(),
        "proofs": _proofs(),
        **others,
    }
    return profiles.order_by().values_list(JSONObject(**fields), flat=True)


_one = Prepared(
    lambda: _profiles().filter(
        organisation__slug=Parameter("slug", CharField()),
        organisation__kind=Parameter("kind", CharField()),
    )
)
_several = Prepared(lambda: _profiles().filter(among("organisation__slug", "slugs")))


def _places() -> object:
    access = Term.objects.filter(sites=OuterRef("pk")).order_by("position", "name")
    sites = Site.objects.filter(organisation=OuterRef("organisation"))
    names = (
        *("label", "street", "postal_code", "place", "latitude", "longitude"),
        *("telephone", "email"),
    )
    return rows(
        sites.order_by("position", "pk"),
        **{name: name for name in names},
        city="city__slug",
        city_id="city",
        hours=opening.hours_rows(),
        access=rows(access, slug="slug", name="name"),
    )


def _proofs() -> object:
    sites = Site.objects.filter(credentials=OuterRef("pk")).order_by("position", "pk")
    credentials = Credential.objects.valid(DAY).filter(
        organisation=OuterRef("organisation")
    )
    return rows(
        credentials.order_by("kind", "-valid_until"),
        **{name: name for name in ("kind", "title", "issuer", "valid_until", "areas")},
        is_for_all_sites="is_for_all_sites",
        sites=rows(sites, street="street", place="place"),
    )


def paint(row: dict[str, Any], day: date) -> Portrait:
    area_names = {area["slug"]: area["name"] for area in row.pop("areas")}
    first, last = _date(row.pop("voucher_from")), _date(row.pop("voucher_until"))
    confirmed_at = row["confirmed_at"]
    return Portrait(
        **row
        | {
            "confirmed_at": confirmed_at and datetime.fromisoformat(confirmed_at),
            "has_voucher": bool(first and first <= day <= (last or day)),
            "terms": _by_kind(row["terms"]),
            "labels": [Label(**term) for term in row["terms"]],
            "networks": [Link(**network) for network in row["networks"]],
            "places": [_place(place) for place in row["places"]],
            "proofs": [_proof(proof, area_names) for proof in row["proofs"]],
        }
    )


def _by_kind(terms: list[dict[str, str]]) -> dict[str, list[str]]:
    names = defaultdict(list)
    for term in terms:
        names[term["kind"]].append(term["name"])
    return dict(names)


def _place(row: dict[str, Any]) -> Place:
    del row["city_id"]
    days = opening.read(row.pop("hours"))
    access = [Link(**term) for term in row.pop("access")]
    return Place(**row, days=days, access=access)


def _proof(row: dict[str, Any], area_names: dict[str, str]) -> Proof:
    sites = [] if row["is_for_all_sites"] else row["sites"]
    return Proof(
        kind=row["kind"],
        title=row["title"] or str(Credential.Kind(row["kind"]).label),
        issuer=row["issuer"],
        valid_until=_date(row["valid_until"]),
        areas=[area_names.get(f"fb{area}", str(area)) for area in sorted(row["areas"])],
        places=[f"{site['street']}, {site['place']}" for site in sites],
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
