"""Links by which an organisation is noted, and taken off again."""

from __future__ import annotations

from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from members.directory.query import SHORTLIST_LENGTH
from members.portrait import Portrait
from members.shortlist import carried

register = template.Library()


class Toggles:
    """For one page: ``asked`` is its query string without the shortlist."""

    def __init__(
        self, slugs: tuple[str, ...], asked: str = "", css: str = "toggle"
    ) -> None:
        self.slugs = slugs
        self.carried = carried(slugs)
        self.css = css
        self.start = escape(f"?{asked}&" if asked else "?")
        with_others = f"{self.carried}&" if slugs else ""
        self.adding = self.start + escape(with_others)
        self.keep, self.remove = _("Keep"), _("Kept – remove")
        self.full = self._full() if len(slugs) >= SHORTLIST_LENGTH else ""

    def link(self, slug: str, name: str) -> str:
        """For an organisation that one sees; its name comes escaped."""
        if slug in self.slugs:
            others = carried(tuple(other for other in self.slugs if other != slug))
            css, label = f"{self.css} kept", self.remove
            href = self.start + escape(others)
        elif self.full:
            return self.full
        else:
            css, label, href = self.css, self.keep, f"{self.adding}a={slug}"
        return (
            f'<a id="merken-{slug}" class="{css}" href="{href}#merken-{slug}"'
            f' data-hx-boost="true">{label} <span class="visually-hidden">{name}'
            "</span></a>"
        )

    def _full(self) -> str:
        address = escape(f"{reverse('members:shortlist')}?{self.carried}")
        label = _("Shortlist full (%(number)s)") % {"number": SHORTLIST_LENGTH}
        return f'<a class="{self.css}" href="{address}">{label}</a>'


@register.simple_tag
def shortlist_toggle(portrait: Portrait, kept: tuple[str, ...]) -> SafeString:
    toggles = Toggles(kept, css="toggle button button-quiet")
    link = toggles.link(portrait.slug, escape(portrait.name))
    return mark_safe(link)  # noqa: S308 - each part is escaped
