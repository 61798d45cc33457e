"""The likely pairs among all that a person may see, strongest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, combinations
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Prefetch

from members.doubles.finding import load
from members.doubles.rules import (
    NEAR,
    Key,
    Reason,
    Reasons,
    Traits,
    resemblance,
    shared,
    trigrams,
)
from members.models import DirectoryEntry, Membership, Organisation, Pair, Site

if TYPE_CHECKING:
    from alliance.models import User
    from networks.models import Network

# What more of them share, such as an umbrella's website, tells none from another.
MOST_SHARED = 12

# Ids, the one that was there first before the other.
type Ids = tuple[int, int]
# An organisation with the trigrams of one of its names.
type Named = tuple[int, frozenset[str]]


class Found(NamedTuple):
    """A pair by its ids, and why it is one."""

    ids: Ids
    reasons: Reasons

    @property
    def strength(self) -> float:
        return sum(self.reasons.values())


class Side(NamedTuple):
    """One of the two, as far as the person may know it."""

    organisation: Organisation
    title: str
    networks: list[Network]
    place: str
    is_own: bool
    is_online: bool

    @property
    def is_known(self) -> bool:
        return self.is_own or self.is_online


class Likely(NamedTuple):
    """A pair as a row of the list shows it."""

    first: Side
    second: Side
    reasons: list[Reason]
    is_reported: bool


def find(user: User) -> list[Found]:
    """One of the two, or both, are the person's; and nobody has set them apart."""
    traits = load(user=user)
    own = _own(user)
    settled = set(Pair.objects.apart().values_list("first", "second"))
    found = [
        Found(ids, reasons)
        for ids in _candidates(traits, own) - settled
        if (reasons := resemblance(traits[ids[0]], traits[ids[1]]))
    ]
    return sorted(found, key=lambda pair: (-pair.strength, pair.ids))


def shown(page: Iterable[Found], user: User) -> list[Likely]:
    """All that the rows of a page say, read at once."""
    rows = list(page)
    sides = sides_of({pk for row in rows for pk in row.ids}, user)
    reported = set(Pair.objects.reported().values_list("first", "second"))
    return [
        Likely(sides[one], sides[other], list(reasons), (one, other) in reported)
        for (one, other), reasons in rows
    ]


class Settled(NamedTuple):
    """A pair of which somebody has said that it is none."""

    first: Side
    second: Side
    pair: Pair


def settled(rows: Iterable[Pair], user: User) -> list[Settled]:
    """Without those of which one is nobody's business any more."""
    found = list(rows)
    ids = {pk for pair in found for pk in (pair.first_id, pair.second_id)}
    known = {pk: one for pk, one in sides_of(ids, user).items() if one.is_known}
    return [
        Settled(known[pair.first_id], known[pair.second_id], pair)
        for pair in found
        if {pair.first_id, pair.second_id} <= known.keys()
    ]


def sides_of(ids: Collection[int], user: User) -> dict[int, Side]:
    current = Membership.objects.current_or_coming().select_related("network")
    organisations: Any = (
        Organisation.objects.named()
        .filter(pk__in=ids)
        .prefetch_related(
            Prefetch("memberships", current.order_by("network__position"), "current"),
            Prefetch("sites", Site.objects.order_by("position", "pk"), "places"),
        )
    )
    own = _own(user)
    entries = DirectoryEntry.objects.listed().filter(pk__in=ids)
    online = set(entries.values_list("pk", flat=True))
    return {
        one.pk: Side(
            organisation=one,
            title=one.title,
            networks=[membership.network for membership in one.current],
            place=next((str(site) for site in one.places), ""),
            is_own=one.pk in own,
            is_online=one.pk in online,
        )
        for one in organisations
    }


def _own(user: User) -> set[int]:
    own = Organisation.objects.present().coordinated_by(user).order_by()
    return set(own.values_list("pk", flat=True))


def _candidates(traits: Mapping[int, Traits], own: set[int]) -> set[Ids]:
    """All pairs that are worth a closer look, with at least one of the own."""
    keyed: dict[Key, set[int]] = defaultdict(set)
    towns: dict[int | str, list[Named]] = defaultdict(list)
    for pk, one in traits.items():
        for key in one.keys():  # noqa: SIM118 - not those of a dictionary
            keyed[key].add(pk)
        for town in one.towns:
            towns[town] += [(pk, trigrams(name)) for name in one.names]
    groups = [group for group in keyed.values() if len(group) <= MOST_SHARED]
    same = chain.from_iterable(combinations(sorted(group), 2) for group in groups)
    near = chain.from_iterable(_near(named, own) for named in towns.values())
    return {ids for ids in chain(same, near) if not own.isdisjoint(ids)}


def _near(names: list[Named], own: set[int]) -> Iterator[Ids]:
    """Pairs of names that have ``NEAR`` so much in common.

    Two sets that share a great part share one of their rarest elements, too: only
    under these is looked, so that not each name meets each other one.
    """
    often = Counter(chain.from_iterable(parts for _pk, parts in names))
    under: dict[str, list[int]] = defaultdict(list)  # places in names
    for place, (pk, parts) in enumerate(names):
        rarest = sorted(parts, key=lambda part: (often[part], part))
        met: set[int] = set()
        for part in rarest[: len(parts) - ceil(NEAR * len(parts)) + 1]:
            met.update(under[part])
            under[part].append(place)
        for other, others in (names[one] for one in met):
            is_wanted = other != pk and (pk in own or other in own)
            if is_wanted and shared(parts, others) >= NEAR:
                yield min(pk, other), max(pk, other)
