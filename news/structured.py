"""A post in the words of schema.org."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from alliance.structured import Thing, alliance, graph, named, thing, trail
from news import pictures
from news.reading import Story


def article(story: Story) -> Thing:
    address = f"{settings.SITE_URL}{story.path}"
    picture = story.picture
    image = f"{story.path}bild.png"
    if picture:
        image = pictures.address(picture, pictures.widths(picture)[-1], "webp")
    written = thing(
        "NewsArticle",
        headline=story.title,
        description=story.teaser,
        datePublished=story.released_at.isoformat(),
        dateModified=max(story.changed_at, story.released_at).isoformat(),
        image=f"{settings.SITE_URL}{image}",
        url=address,
        mainEntityOfPage=address,
        inLanguage="de",
        author=_author(story),
        publisher=named("/", "buendnis"),
    )
    steps = trail((_("News"), "/aktuelles/"), (story.title, story.path))
    return graph(written, alliance(), steps)


def _author(story: Story) -> Thing:
    if story.network is None:
        return named("/", "buendnis")
    path = f"/netzwerke/{story.network.slug}/"
    url = f"{settings.SITE_URL}{path}"
    return named(path, "netzwerk") | thing(
        "Organization", name=story.network.name, url=url
    )
