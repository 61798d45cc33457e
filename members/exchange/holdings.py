"""What the portal holds about members, for a list of them.

All of a list comes from one statement, and so from one moment, whoever writes then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from members.exchange.stock import CONTENT, OF_SITE
from members.models import Credential, Editor, Membership, Profile, Site
from members.querysets import OrganisationQuerySet
from members.states import ProfileState

# So many organisations are in memory at a time.
AT_A_TIME = 500


class Holding(NamedTuple):
    """What a list can say about one organisation."""

    number: str | None
    kind: str
    kursnet_number: str
    title: str
    words: dict[str, str] | None  # of the published profile, if there is one
    terms: list[int]  # the same
    locations: list[dict[str, Any]]
    joined: list[dict[str, Any]]
    azav: date | None
    editor: str | None


def holdings(
    organisations: OrganisationQuerySet, networks: Collection[int]
) -> Iterator[Holding]:
    """In the order of the organisations; memberships in these networks alone."""
    told = organisations.annotate(**_told(networks)).values_list(*Holding._fields)
    # The rows lie ready in PostgreSQL, which hands them out in portions.
    for row in told.iterator(chunk_size=AT_A_TIME):
        yield Holding(*row)


def _told(networks: Collection[int]) -> dict[str, Any]:
    of = {"organisation": OuterRef("pk")}
    words = JSONObject(**{name: name for name in CONTENT})
    terms = Profile.terms.through.objects.filter(
        profile__organisation=OuterRef("pk"), profile__state=ProfileState.PUBLISHED
    )
    memberships = Membership.objects.current_or_coming().filter(
        **of, network__in=networks
    )
    proofs = Credential.objects.confirmed().filter(**of, kind=Credential.Kind.AZAV)
    mains = Editor.objects.main().filter(**of)
    return {
        "words": Subquery(
            Profile.objects.published().filter(**of).values(found=words)[:1]
        ),
        "terms": ArraySubquery(
            terms.order_by("term__position", "term__name").values("term")
        ),
        "locations": ArraySubquery(_sites(of)),
        "joined": ArraySubquery(
            memberships.order_by("network__position", "network", "since").values(
                found=JSONObject(network="network", since="since")
            )
        ),
        "azav": Subquery(proofs.order_by("-valid_until").values("valid_until")[:1]),
        "editor": Subquery(mains.values("person__email")[:1]),
    }


def _sites(of: dict[str, OuterRef]) -> Any:
    access = Site.accessibility.through.objects.filter(site=OuterRef("pk"))
    ids = access.order_by("term__position", "term__name").values("term")
    said = {name: name for name in OF_SITE}
    found = JSONObject(**said, access=ArraySubquery(ids))
    return Site.objects.filter(**of).order_by("position", "pk").values(found=found)
