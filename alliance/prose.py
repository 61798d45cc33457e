"""A small part of Markdown, for what organisations and networks write."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Paragraphs, lists, headings, emphasis and links; no HTML, no pictures, no code.
_RULES = ["list", "heading", "emphasis", "link", "autolink", "escape", "newline"]
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("zero", {"breaks": True}).enable(_RULES)


@lru_cache(maxsize=1024)
def render(text: str) -> SafeString:
    """HTML that fits under a heading of the second level, whatever was typed."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has cleaned it
