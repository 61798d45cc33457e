"""Posts as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from alliance.version import public_version
from members.networks import Detail
from networks.models import Network
from news import feeds, pictures, reading
from news.reading import Month, Story

register = template.Library()

FEEDS = [("atom", "Atom"), ("rss", "RSS"), ("json", "JSON Feed")]


@register.inclusion_tag("components/story_list.html")
def story_list(stories: Sequence[Story], *, level: int) -> dict[str, object]:
    """Posts one below the other, their titles as headings of that level."""
    return {"stories": stories, "level": level}


@register.simple_tag
def news_side(version: str, *, network: Network | None) -> SafeString:
    """Other ways through the posts, from the list of a network or of all."""
    years = tuple(reading.index(version).months)
    return _side(version, network.slug if network else "", years)


@lru_cache(maxsize=32)
def _side(_version: str, network: str, years: tuple[int, ...]) -> SafeString:
    """The same for all who ask until something public changes."""
    networks = {one.slug: one for one in Network.objects.all()}
    context = {"networks": networks.values(), "years": years}
    own = {"network": networks.get(network)}
    return render_to_string("components/news_side.html", context | own)


@register.inclusion_tag("components/follow.html")
def follow(*, network: Network | None = None) -> dict[str, object]:
    """The feeds of a network, or of all."""
    return {"network": network, "feeds": FEEDS}


@register.inclusion_tag("components/newest.html", takes_context=True)
def newest(
    context: Context, *, network: Detail | None = None, organisation: int | None = None
) -> dict[str, object]:
    """The newest posts of all, of a network or about an organisation (its id)."""
    request = context["request"]
    version = getattr(request, "public_version", None) or public_version()
    found = reading.index(version)
    more = reverse("news:list")
    if network:
        found = found.of_network(network.id)
        more = reverse("news:network-list", args=[network.slug])
    if organisation:
        found = found.about(organisation)
    return {
        "stories": reading.stories(found.ids[: reading.NEWEST]),
        "more": more,
        # Of one organisation there is no list of its own.
        "leads_to_all": organisation is not None,
    }


@register.simple_tag
def speaks_for(story: Story) -> SafeString:
    """For whom a post speaks: networks as links, or the whole alliance."""
    if not story.networks:
        return format_html(" · {}", _("The whole alliance"))
    links = (
        (reverse("networks:detail", args=[one.slug]), one.name)
        for one in story.networks
    )
    return format_html_join("", ' · <a href="{}">{}</a>', links)


@register.simple_tag
def written_by(story: Story) -> str:
    """Whose words they are and, of a post for all, who has agreed to them."""
    if story.network is None:
        written = _("Written by the alliance office")
    else:
        written = _("Written by: %s") % story.network.name
    others = [one.name for one in story.borne_by if one != story.network]
    if not story.is_for_all or not others:
        return written
    return f"{written} · {_('Borne by: %s') % get_text_list(others, _('and'))}"


@register.simple_tag
def story_picture(story: Story, *, at: str = "") -> SafeString:
    """The picture of a post; ``at`` is where it is delivered before it is online."""
    if story.picture is None:
        return SafeString()
    element = pictures.element(story.picture, story.picture_alt, is_first=True)
    return SafeString(pictures.moved(element, at)) if at else element


@register.simple_tag
def story_thumb(story: Story) -> SafeString:
    """A small picture beside the title, which says it all."""
    if story.picture is None:
        return SafeString()
    narrow = pictures.widths(story.picture)[0]
    return format_html(
        '<img src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">',
        pictures.address(story.picture, narrow, "webp"),
        story.picture.width,
        story.picture.height,
    )


@register.simple_tag
def organisation_address(organisation: dict[str, str]) -> str:
    return reverse(f"members:{organisation['kind']}", args=[organisation["slug"]])


@register.simple_tag
def month_name(month: Month) -> str:
    return date_format(date(month.year, month.month, 1), "F Y")


@register.simple_tag
def feed_links(network: Network | Detail | None = None) -> SafeString:
    """For the head of a page, so that readers find the feeds."""
    sources = [feeds.Source(None)] + ([feeds.Source(network)] if network else [])
    return format_html_join(
        "\n",
        '<link rel="alternate" type="{}" title="{} ({})" href="{}">',
        (
            (
                feeds.TYPES[form].partition(";")[0],
                source.title,
                label,
                f"{source.path}feed.{form}",
            )
            for source in sources
            for form, label in FEEDS
        ),
    )
