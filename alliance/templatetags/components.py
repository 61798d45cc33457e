"""Template components.

A component's parameters are its function's parameters, so a misspelt one fails
when the template is compiled. What is a line of HTML is made here; what is more
has a template in ``templates/components/``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from alliance import prose as markdown
from alliance.brand import STOPS
from alliance.models import Page as TextPage
from alliance.pager import Page
from alliance.version import Words

register = template.Library()

_NOT_DIALLED = re.compile(r"\(0\)|[^\d+]")


@register.simple_tag
def site_footer(*, carried: str = "", office: Words | str = "") -> SafeString:
    """The foot of every public page; ``carried`` is a query string for its links.

    ``office`` is how one reaches the office; an error page does not know.
    """
    words = office or Words()
    # Whoever develops sees a changed template at once.
    return (_footer.__wrapped__ if settings.DEBUG else _footer)(carried, words)


@lru_cache(maxsize=64)
def _footer(carried: str, office: Words) -> SafeString:
    context = {"carried": carried, "office": office}
    return render_to_string("components/footer.html", context)


@register.simple_tag
def absolute(path: str) -> str:
    """An address with scheme and host, wherever the portal stands."""
    return f"{settings.SITE_URL}{path}"


@register.inclusion_tag("components/brand.html")
def brand(*, carried: str = "") -> dict[str, str]:
    """The way home; ``carried`` is a query string that goes along."""
    return {"carried": carried}


@register.simple_tag
def line_mark(*, css_class: str = "") -> SafeString:
    """The alliance's mark, as wide as its class says."""
    return _line(STOPS, css_class)


@register.simple_tag
def broken_line() -> SafeString:
    """The mark of an error: one stop is missing, and the line with it."""
    return _line(STOPS[:4], "", STOPS[5:])


def _line(
    stops: Sequence[tuple[int, int]],
    css_class: str,
    others: Sequence[tuple[int, int]] = (),
) -> SafeString:
    path = " ".join(
        "M" + " ".join(f"{x} {y}" for x, y in part) for part in (stops, others) if part
    )
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="4.5"/>', [*stops, *others])
    return format_html(
        '<svg class="{}" viewBox="0 0 96 32" width="96" height="32" aria-hidden="true"'
        ' focusable="false" fill="currentColor"><path d="{}" fill="none"'
        ' stroke="currentColor" stroke-width="3" stroke-linejoin="round"/>{}</svg>',
        css_class or ("broken" if others else "line-mark"),
        path,
        dots,
    )


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context,
    name: str,
    label: str,
    *,
    has_pages: bool = True,
    carried: str = "",
) -> SafeString:
    """A link that says where one is: on its page, or on one of those below it.

    ``carried`` is a query string.
    """
    address = reverse(name)
    current = ""
    if "request" in context:
        path = context["request"].path
        if path == address:
            current = SafeString(' aria-current="page"')
        elif has_pages and path.startswith(address):
            current = SafeString(' aria-current="true"')
    address = f"{address}?{carried}" if carried else address
    return format_html('<a href="{}"{}>{}</a>', address, current, label)


@register.simple_tag
def page_links(*slugs: str) -> SafeString:
    """A list item for each of these pages, whose words the office writes."""
    return format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        [
            (reverse("page", args=[slug]), TextPage.Address(slug).label)
            for slug in slugs
        ],
    )


@register.simple_tag
def telephone(number: str) -> SafeString:
    return format_html('<a href="tel:{}">{}</a>', dialled(number), number)


@register.filter
def dialled(number: str) -> str:
    """The digits of a telephone number as a telephone dials them."""
    return _NOT_DIALLED.sub("", number)


@register.filter
def prose(text: str) -> SafeString:
    return markdown.render(text)


@register.filter
def host(address: str) -> str:
    """The part of an address that people know a website by."""
    return bare(address).split("/", 1)[0]


@register.filter
def bare(address: str) -> str:
    """An address as one reads it out."""
    return address.split("://", 1)[-1].removeprefix("www.")


@register.inclusion_tag("components/pass_on.html")
def pass_on(*, address: str, label: str, subject: str) -> dict[str, str]:
    """An address to copy, share or send; ``alliance/js/share.js`` adds the buttons."""
    fields = urlencode({"subject": subject, "body": address}, quote_via=quote)
    return {"address": address, "label": label, "mail": f"mailto:?{fields}"}


@register.inclusion_tag("components/search.html")
def search(
    *, text: str = "", size: str = "normal", kept: Sequence[str] = ()
) -> dict[str, object]:
    """The box that leads to the directory; ``kept`` are the slugs of a shortlist."""
    return {"text": text, "size": size, "kept": kept}


@register.inclusion_tag("components/pager.html")
def pager(pages: Sequence[Page], *, current: int, last: int) -> dict[str, object]:
    """The pages around the current one; their addresses are query strings."""
    addresses = {page.number: page.address for page in pages}
    return {
        "items": mark_safe("".join(_page(page, current) for page in pages)),  # noqa: S308
        "current": current,
        "last": last,
        "previous": addresses.get(current - 1),
        "following": addresses.get(current + 1),
    }


def _page(page: Page, current: int) -> SafeString:
    if not page.address:
        return SafeString('<li aria-hidden="true">…</li>')
    return format_html(
        '<li><a href="?{}"{}><span class="visually-hidden">{}</span> {}</a></li>',
        page.address,
        SafeString(' aria-current="page"') if page.number == current else "",
        _("Page"),
        page.number,
    )


@register.simple_block_tag
def notice(content: SafeString, *, tone: str = "info") -> SafeString:
    """A remark with a word for its tone, so that colour is never alone."""
    words = {"info": _("Note"), "warning": _("Please note"), "success": _("Done")}
    context = {"content": content, "tone": tone, "word": words[tone]}
    return render_to_string("components/notice.html", context)


@register.inclusion_tag("components/second_factor.html")
def second_factor_notice(demand: object) -> dict[str, object]:
    """Asks for a second factor; the demand says from when on."""
    return {"demand": demand}
