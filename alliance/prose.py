"""A small part of Markdown, for what organisations, networks and the office write."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Paragraphs, lists, headings, emphasis and links; no HTML, no pictures, no code.
_RULES = ["list", "heading", "emphasis", "link", "autolink", "escape", "newline"]
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_PAGE_RULES = [*_RULES, "table", "blockquote"]
_PAGE_TAGS = _TAGS | {"h2", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
_PAGE_ATTRIBUTES = {"*": set[str](), "a": {"href", "rel"}, "h2": {"id"}, "h3": {"id"}}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ELSEWHERE = re.compile(r"(https?:)?//", re.IGNORECASE)

_markdown = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
_page_markdown = MarkdownIt("zero", {"breaks": True}).enable(_PAGE_RULES)

# From so many headings on, a page begins with a list of them.
MANY = 4


class Heading(NamedTuple):
    anchor: str
    text: str


class PageText(NamedTuple):
    """A page's text as HTML, and its headings of the second level."""

    html: SafeString
    headings: tuple[Heading, ...]

    @property
    def has_contents(self) -> bool:
        """Whether it is long enough to say first what stands where."""
        return len(self.headings) >= MANY


@lru_cache(maxsize=1024)
def render(text: str) -> SafeString:
    """HTML that fits under a heading of the second level, whatever was typed."""
    tokens = _markdown.parse(text)
    for token in _headings(tokens):
        token.tag = "h3"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has cleaned it


@lru_cache(maxsize=64)
def render_page(text: str) -> PageText:
    """HTML that fits under the title of a page, with anchors at its headings."""
    tokens = _page_markdown.parse(text)
    headings = _anchored(tokens)
    mark_links_elsewhere(tokens)
    html = _page_markdown.renderer.render(tokens, _page_markdown.options, {})
    clean = nh3.clean(
        html,
        tags=_PAGE_TAGS,
        attributes=_PAGE_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return PageText(mark_safe(clean), headings)  # noqa: S308 - nh3 has cleaned it


def _headings(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.type.startswith("heading_")]


def _anchored(tokens: list[Token]) -> tuple[Heading, ...]:
    """Give each heading its level and an anchor of its own; name those of level two."""
    taken = Counter({"inhalt": 1, "auf-dieser-seite": 1})  # what the page itself has
    found = []
    for token in _headings(tokens):
        token.tag = "h2" if token.tag in ("h1", "h2") else "h3"
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        text = _plain(inline)
        anchor = _anchor(text, taken)
        opening.attrSet("id", anchor)
        if opening.tag == "h2":
            found.append(Heading(anchor, text))
    return tuple(found)


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or []).strip()


def _anchor(text: str, taken: Counter[str]) -> str:
    base = anchor = slugify(text.lower().translate(_UMLAUTS)) or "abschnitt"
    while taken[anchor]:
        taken[base] += 1
        anchor = f"{base}-{taken[base]}"
    taken[anchor] += 1
    return anchor


def mark_links_elsewhere(tokens: list[Token]) -> None:
    links = [
        child
        for token in tokens
        for child in token.children or []
        if child.type == "link_open"
    ]
    for link in links:
        address = str(link.attrGet("href") or "")
        if _ELSEWHERE.match(address) and not _is_ours(address):
            link.attrSet("rel", "noopener")


def _is_ours(address: str) -> bool:
    return f"{address}/".startswith(f"{settings.SITE_URL}/")
