"""Who is alike: asked of the database, decided by the rules.

What was removed or merged is nobody's double.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, QuerySet

from members import places
from members.directory.fold import fold
from members.doubles.rules import (
    REMARK,
    Claims,
    Key,
    Reason,
    Reasons,
    Traits,
    resemblance,
    website_key,
)
from members.models import (
    DirectoryEntry,
    Membership,
    Organisation,
    PostalCode,
    Profile,
    Site,
)
from members.states import CURRENT, ProfileState

if TYPE_CHECKING:
    from alliance.models import User
    from networks.models import Network

# So many of the most similar names of a town are looked at closely.
MOST_NEAR = 200


class Alike(NamedTuple):
    """An organisation that claims resemble, and in what; in the directory or not."""

    organisation: Organisation
    title: str
    reasons: list[Reason]
    networks: list[Network]
    is_online: bool
    strength: float


def alike(
    claims: Claims, *, but: int | None = None, seen_by: User | None = None
) -> list[Alike]:
    """The organisations that these claims may be about, strongest first.

    ``but`` is an organisation (its id) that is left out. For ``seen_by``, members of
    other networks count as far as they are public: what nobody published neither
    appears nor is a reason.
    """
    code = places.find(claims.postal_code)
    said = _said(claims, code)
    ids = (_candidates(said) | _near_by(claims.name, code)) - {but}
    found = {pk: resemblance(said, other) for pk, other in load(ids, seen_by).items()}
    return _told({pk: reasons for pk, reasons in found.items() if reasons})


def keys(claims: Claims) -> set[Key]:
    return _said(claims).keys()


def by_key(wanted: set[Key]) -> dict[Key, set[int]]:
    """The organisations (their ids) that have these keys, in a few questions."""
    said = Traits(
        websites={key.value for key in wanted if key.reason == Reason.WEBSITE},
        numbers={key.value for key in wanted if key.reason == Reason.NUMBER},
        postal_codes={key.postal_code for key in wanted if key.postal_code},
    )
    found: dict[Key, set[int]] = defaultdict(set)
    for pk, other in load(_candidates(said)).items():
        for key in other.keys() & wanted:
            found[key].add(pk)
    return found


def load(
    ids: Collection[int] | None = None, user: User | None = None
) -> dict[int, Traits]:
    """The traits of these organisations, or of all that there are.

    For a user only those that the person looks after, or may read like anybody: of
    those the published version alone.
    """
    present = Organisation.objects.present()
    organisations = present if ids is None else present.filter(pk__in=ids)
    own = None
    if user:
        own = set(_ids(organisations.coordinated_by(user)))
        listed = DirectoryEntry.objects.listed().values("pk")
        public = set(_ids(organisations.filter(pk__in=listed)))
        organisations = organisations.filter(pk__in=own | public)
    return _read(organisations, own)


def _ids(organisations: QuerySet[Organisation]) -> QuerySet[Organisation, int]:
    return organisations.order_by().values_list("pk", flat=True)


def _read(
    organisations: QuerySet[Organisation], own: set[int] | None
) -> dict[int, Traits]:
    numbers = organisations.order_by().values_list("pk", "kursnet_number")
    found = {pk: Traits(numbers={number} - {""}) for pk, number in numbers}
    for pk, state, name, website in _versions(organisations):
        if own is None or pk in own or state == ProfileState.PUBLISHED:
            found[pk].names.update({fold(name)} - {""})
            found[pk].websites.update({website_key(website)} - {""})
    sites = Site.objects.order_by().filter(organisation__in=found)
    for pk, code, city, place in sites.values_list(
        "organisation_id", "postal_code", "city_id", "place"
    ):
        found[pk].postal_codes.add(code)
        found[pk].towns.add(city or fold(place))
    return found


def _versions(organisations: QuerySet[Organisation]) -> Iterator[Any]:
    """What is published or open; of those that have neither, all that ever was."""
    rows = Profile.objects.order_by().filter(organisation__in=_ids(organisations))
    current = Profile.objects.filter(state__in=CURRENT)
    orphaned = rows.exclude(state__in=CURRENT).exclude(
        Exists(current.filter(organisation=OuterRef("organisation")))
    )
    columns = ("organisation_id", "state", "name", "website")
    return chain(
        rows.filter(state__in=CURRENT).values_list(*columns),
        orphaned.values_list(*columns),
    )


def _said(claims: Claims, code: PostalCode | None = None) -> Traits:
    return Traits(
        names={fold(claims.name)} - {""},
        websites={website_key(claims.website)} - {""},
        numbers={claims.kursnet_number} - {""},
        postal_codes={claims.postal_code} - {""},
        towns={code.city_id or fold(code.place)} if code else set(),
    )


def _candidates(said: Traits) -> set[int]:
    """Those that share a postal code, a website or a number, whatever their names."""
    sites = Site.objects.filter(postal_code__in=said.postal_codes)
    profiles = Profile.objects.filter(website__in=_spellings(said.websites))
    numbered = Organisation.objects.filter(kursnet_number__in=said.numbers)
    return {
        *sites.order_by().values_list("organisation_id", flat=True),
        *profiles.order_by().values_list("organisation_id", flat=True),
        *_ids(numbered),
    }


def _spellings(websites: Iterable[str]) -> list[str]:
    """All stored addresses with one of these keys."""
    bare = [spelling for site in websites for spelling in (site, _with_slash(site))]
    return [f"https://{www}{site}" for site in bare for www in ("", "www.")]


def _with_slash(website: str) -> str:
    path, mark, query = website.partition("?")
    return f"{path}/{mark}{query}"


def _near_by(name: str, code: PostalCode | None) -> set[int]:
    """Those whose names the database finds similar, in the same town."""
    name = REMARK.sub(" ", name).strip()
    if code is None or not name:
        return set()
    town = {"city": code.city_id} if code.city_id else {"place": code.place}
    codes = PostalCode.objects.filter(**town).order_by().values("code")
    sites = Site.objects.filter(postal_code__in=codes)
    profiles = Profile.objects.filter(
        Exists(sites.filter(organisation=OuterRef("organisation"))),
        name__trigram_similar=name,
    )
    nearest = profiles.order_by(TrigramSimilarity("name", name).desc())[:MOST_NEAR]
    return set(nearest.values_list("organisation_id", flat=True))


def _told(found: dict[int, Reasons]) -> list[Alike]:
    networks = _networks(found)
    listed = set(
        DirectoryEntry.objects.listed()
        .filter(pk__in=found)
        .values_list("pk", flat=True)
    )
    named: Any = Organisation.objects.named().filter(pk__in=found)
    rows = [
        Alike(
            organisation,
            organisation.title,
            list(found[organisation.pk]),
            networks[organisation.pk],
            organisation.pk in listed,
            sum(found[organisation.pk].values()),
        )
        for organisation in named
    ]
    return sorted(rows, key=lambda one: (-one.strength, fold(one.title)))


def _networks(organisations: Iterable[int]) -> dict[int, list[Network]]:
    found: dict[int, list[Network]] = defaultdict(list)
    rows = Membership.objects.current_or_coming().filter(organisation__in=organisations)
    for membership in rows.select_related("network").order_by("network__position"):
        found[membership.organisation_id].append(membership.network)
    return found
