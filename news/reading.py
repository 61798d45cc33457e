"""What the public reads of posts.

An index of all of them is read once for each version of the public data; pages, months
and neighbours are taken from it, so that a page asks for no more rows than it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Min, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from alliance.prepared import DAY, NOW, Prepared, among, rows
from members.models import DirectoryEntry
from news import pictures
from news.models import Bearing, Post

PER_PAGE = 12
NEWEST = 3


class Line(NamedTuple):
    """A public post as the index knows it."""

    id: int
    slug: str
    title: str
    released_at: datetime
    networks: list[int]
    organisations: list[int]

    @property
    def month(self) -> Month:
        local = timezone.localtime(self.released_at)
        return Month(local.year, local.month)


class Month(NamedTuple):
    year: int
    month: int


@dataclass(frozen=True)
class Index:
    """Public posts, the newest first."""

    lines: Sequence[Line]

    def of_network(self, network: int) -> Index:
        return Index([line for line in self.lines if network in line.networks])

    def about(self, organisation: int) -> Index:
        return Index([one for one in self.lines if organisation in one.organisations])

    def of_time(self, year: int, month: int | None = None) -> Index:
        def fits(line: Line) -> bool:
            return line.month.year == year and month in (None, line.month.month)

        return Index([line for line in self.lines if fits(line)])

    @property
    def ids(self) -> list[int]:
        return [line.id for line in self.lines]

    def ids_of(self, slug: str) -> list[int]:
        place = self._places.get(slug)
        return [] if place is None else [self.lines[place].id]

    @cached_property
    def months(self) -> dict[int, list[tuple[Month, int]]]:
        """By year, the latest first: its months and how many posts each has."""
        counts = Counter(line.month for line in self.lines)
        found: dict[int, list[tuple[Month, int]]] = {}
        for month in sorted(counts, reverse=True):
            found.setdefault(month.year, []).append((month, counts[month]))
        return found

    def neighbours(self, slug: str) -> tuple[Line | None, Line | None]:
        """The older and the newer post; none at the ends."""
        place = self._places[slug]
        older = self.lines[place + 1] if place + 1 < len(self.lines) else None
        return older, self.lines[place - 1] if place else None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {line.slug: place for place, line in enumerate(self.lines)}


def index(version: str) -> Index:
    """As of now: what is due stands there before the worker has noticed it."""
    now = timezone.now()
    found = _reading(version)
    if not found.at <= now < found.until:
        forget()
        found = _reading(version)
    return found.posts


def forget() -> None:
    """Read the index anew when it is asked for next."""
    _reading.cache_clear()


class _Reading(NamedTuple):
    """The index as it is from one moment until another post is due."""

    posts: Index
    at: datetime
    until: datetime


@lru_cache(maxsize=2)
def _reading(version: str) -> _Reading:  # noqa: ARG001 - the key of the cache
    now = timezone.now()
    agreed = Bearing.objects.agreed().filter(post=OuterRef("pk"))
    named = Post.organisations.through.objects.filter(post=OuterRef("pk"))
    found = (
        Post.objects.public(now)
        .newest_first()
        .values_list(
            *("pk", "slug", "title", "first_released_at"),
            ArraySubquery(agreed.order_by().values("network")),
            ArraySubquery(named.values("organisation")),
        )
    )
    lines = [Line(*fields) for fields in found]
    to_come = Post.objects.scheduled(now).aggregate(at=Min("release_at"))["at"]
    return _Reading(Index(lines), now, to_come or datetime.max.replace(tzinfo=UTC))


class Link(NamedTuple):
    slug: str
    name: str


@dataclass(frozen=True)
class Shown:
    """A picture as ``news.pictures`` delivers it."""

    pk: int
    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Story:
    """A post with all that its page and the feeds show."""

    id: int
    uid: str
    slug: str
    title: str
    teaser: str
    html: str
    released_at: datetime
    changed_at: datetime
    picture: Shown | None
    picture_alt: str
    picture_credit: str
    is_for_all: bool
    # Of the office that wrote it; none is the alliance's.
    network: Link | None
    borne_by: list[Link]
    organisations: list[dict[str, str]]

    @property
    def networks(self) -> list[Link]:
        """Whom it speaks for; none: the whole alliance."""
        return [] if self.is_for_all else self.borne_by

    @property
    def is_changed(self) -> bool:
        """On a later day than that of its first release."""
        first = timezone.localdate(self.released_at)
        return timezone.localdate(self.changed_at) > first

    @property
    def picture_caption(self) -> str:
        return pictures.caption(self.picture_credit)

    @property
    def path(self) -> str:
        return f"/aktuelles/{self.slug}/"


def stories(ids: Sequence[int]) -> list[Story]:
    """Those of them that are public, in the order of the ids."""
    day, now = timezone.localdate(), timezone.now()
    found = _stories(ids=list(ids), day=day, now=now) if ids else []
    by_id = {row["id"]: _story(row) for row in found}
    return [by_id[pk] for pk in ids if pk in by_id]


_PLAIN = (
    *("uid", "slug", "title", "teaser", "html", "picture_alt", "picture_credit"),
    *("changed_at", "is_for_all"),
)
_PICTURE = {
    "pk": "picture",
    "name": "picture__file",
    "width": "picture__width",
    "height": "picture__height",
}
_NETWORK = {"slug": "network__slug", "name": "network__name"}


def _query() -> Any:
    agreed = Bearing.objects.agreed().filter(post=OuterRef("pk"))
    listed = DirectoryEntry.objects.listed(DAY).filter(
        organisation__posts=OuterRef("pk")
    )
    told = JSONObject(
        **{name: name for name in _PLAIN},
        id="pk",
        released_at="first_released_at",
        picture=JSONObject(**_PICTURE),
        network=JSONObject(**_NETWORK),
        borne_by=rows(agreed.order_by("network__position"), **_NETWORK),
        organisations=rows(
            listed.order_by("sort_key"), slug="slug", name="name", kind="kind"
        ),
    )
    asked = Post.objects.public(NOW).filter(among("pk", "ids", BigIntegerField()))
    return asked.order_by().values_list(told, flat=True)


def _story(row: dict[str, Any]) -> Story:
    picture, network = row["picture"], row["network"]
    return Story(
        **row
        | {
            "released_at": datetime.fromisoformat(row["released_at"]),
            "changed_at": datetime.fromisoformat(row["changed_at"]),
            "picture": Shown(**picture) if picture["pk"] else None,
            "network": Link(**network) if network["slug"] else None,
            "borne_by": [Link(**one) for one in row["borne_by"]],
        }
    )


_stories = Prepared(_query)


def story_of(post: Post, *, pictures_at: str) -> Story:
    """A post as it would be shown, whether it is public or not.

    ``pictures_at`` is where its pictures are delivered meanwhile.
    """
    agreed = post.bearings.agreed().order_by("network__position")
    picture, network = post.picture, post.network
    return Story(
        **{name: getattr(post, name) for name in _PLAIN}
        | {
            "uid": str(post.uid),
            "slug": post.slug or "",
            "html": pictures.moved(post.html, pictures_at),
        },
        id=post.pk,
        released_at=post.first_released_at or post.release_at or timezone.now(),
        picture=Shown(picture.pk, picture.name, picture.width, picture.height)
        if picture
        else None,
        network=Link(network.slug, network.name) if network else None,
        borne_by=[Link(*row) for row in agreed.values_list(*_NETWORK.values())],
        organisations=_listed_about(post),
    )


def _listed_about(post: Post) -> list[dict[str, str]]:
    entries = DirectoryEntry.objects.listed().filter(organisation__posts=post)
    named = entries.order_by("sort_key").values_list("slug", "name", "kind")
    return [{"slug": slug, "name": name, "kind": kind} for slug, name, kind in named]
