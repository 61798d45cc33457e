"""The head of a page: what browsers, search engines and shared links read of it."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from alliance import pictures
from alliance.brand import NAME
from alliance.structured import Thing, as_json

register = template.Library()


@register.simple_block_tag(takes_context=True)
def page_title(context: Context, content: SafeString) -> SafeString:
    """The page's title; what can be shared says it to whom it is shared with, too."""
    title = content.strip()
    shared = _meta("og:title", title) if context.get("canonical") else ""
    return mark_safe(f"<title>{title} – {NAME}</title>{shared}")  # noqa: S308


@register.simple_block_tag
def page_description(content: SafeString) -> SafeString:
    text = content.strip()
    described = _meta("description", text, attribute="name")
    return mark_safe(described + _meta("og:description", text))  # noqa: S308


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: Context) -> dict[str, object]:
    """What a shared link shows; pages name a picture of their own as a path."""
    return {
        "name": NAME,
        "path": context["canonical"],
        "picture": context.get("picture") or reverse("picture"),
        "picture_text": context.get("picture_text") or NAME,
        "width": pictures.WIDTH,
        "height": pictures.HEIGHT,
    }


@register.simple_tag
def json_ld(data: Thing) -> SafeString:
    """A block of data for search engines; no browser runs it."""
    return mark_safe(  # noqa: S308 - it cannot end the script
        f'<script type="application/ld+json">{as_json(data)}</script>'
    )


def _meta(name: str, content: str, *, attribute: str = "property") -> str:
    """The content is HTML, in which a quotation mark may stand as it is."""
    quoted = content.replace('"', "&quot;")
    return f'<meta {attribute}="{name}" content="{quoted}">'
