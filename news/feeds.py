"""Feeds of posts, full text and all: Atom, RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from alliance.brand import NAME
from members.networks import Detail
from networks.models import Network
from news import pictures
from news.reading import Story

MOST = 50
FOUNDED = datetime(2020, 10, 5, tzinfo=UTC)
TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
# What XML 1.0 has no place for, and no reader misses.
_CONTROLS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESSES = re.compile(r' (?:href|src|srcset)="[^"]*"')
_OWN_ADDRESS = re.compile(r'(?<=["\s])/(?!/)')


class Source(NamedTuple):
    """What a feed is of: the whole alliance, or one network."""

    network: Network | Detail | None

    @property
    def title(self) -> str:
        if self.network is None:
            return _("News of %s") % NAME
        return _("News of %s") % self.network.name

    @property
    def path(self) -> str:
        if self.network is None:
            return "/aktuelles/"
        return f"/netzwerke/{self.network.slug}/aktuelles/"

    def address(self, form: str) -> str:
        return f"{settings.SITE_URL}{self.path}feed.{form}"


def written(form: str, source: Source, stories: Sequence[Story]) -> str:
    if form == "json":
        return _json(source, stories)
    return _xml(form, source, stories)


def full_text(story: Story) -> str:
    """The post as HTML that is understood anywhere: with whole addresses."""
    lead = f"<p><strong>{escape(story.teaser)}</strong></p>"
    if story.picture:
        told = story.picture_alt, story.picture_credit
        lead += str(pictures.figure(story.picture, *told))
    text = _ADDRESSES.sub(_with_our_host, lead + story.html)
    return _CONTROLS.sub("", text)


def _with_our_host(found: re.Match[str]) -> str:
    return _OWN_ADDRESS.sub(f"{settings.SITE_URL}/", found[0])


class _Dated:
    """Without posts it is as old as the alliance: two answers are the same then."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]  # type: ignore[attr-defined]
        return max(dates, default=FOUNDED)


class Atom(_Dated, Atom1Feed):
    """With the whole text beside the teaser."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["full_text"], {"type": "html"})


class Rss(_Dated, Rss201rev2Feed):
    """The same, by the module that readers know."""

    def rss_attributes(self) -> dict[str, str]:
        module = "http://purl.org/rss/1.0/modules/content/"
        return super().rss_attributes() | {"xmlns:content": module}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["full_text"])


def _xml(form: str, source: Source, stories: Sequence[Story]) -> str:
    kind: type[Any] = Atom if form == "atom" else Rss
    feed = kind(
        title=source.title,
        link=f"{settings.SITE_URL}{source.path}",
        description=_("What the networks and the alliance have to tell."),
        language="de",
        feed_url=source.address(form),
        author_name=NAME,
    )
    for story in stories:
        feed.add_item(
            title=_CONTROLS.sub("", story.title),
            link=f"{settings.SITE_URL}{story.path}",
            # Readers take it for HTML.
            description=escape(_CONTROLS.sub("", story.teaser)),
            unique_id=f"urn:uuid:{story.uid}",
            unique_id_is_permalink=False,
            pubdate=story.released_at,
            updateddate=max(story.changed_at, story.released_at),
            author_name=story.network.name if story.network else NAME,
            categories=[network.name for network in story.networks],
            full_text=full_text(story),
        )
    return feed.writeString("utf-8")


def _json(source: Source, stories: Sequence[Story]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": source.title,
        "home_page_url": f"{settings.SITE_URL}{source.path}",
        "feed_url": source.address("json"),
        "language": "de",
        "authors": [{"name": NAME, "url": f"{settings.SITE_URL}/"}],
        "items": [_item(story) for story in stories],
    }
    return json.dumps(feed, ensure_ascii=False)


def _item(story: Story) -> dict[str, Any]:
    item = {
        "id": f"urn:uuid:{story.uid}",
        "url": f"{settings.SITE_URL}{story.path}",
        "title": story.title,
        "summary": story.teaser,
        "content_html": full_text(story),
        "date_published": story.released_at.isoformat(),
        "date_modified": max(story.changed_at, story.released_at).isoformat(),
        "authors": [{"name": story.network.name if story.network else NAME}],
        "tags": [network.name for network in story.networks],
    }
    if story.picture:
        widest = pictures.widths(story.picture)[-1]
        path = pictures.address(story.picture, widest, "webp")
        item["image"] = f"{settings.SITE_URL}{path}"
    return item
