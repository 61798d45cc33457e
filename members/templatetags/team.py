"""How the people of an organisation are spoken of."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alliance.once import new_token

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Tells one sending of a form from the next (``alliance.once``)."""
    return format_html('<input type="hidden" name="once" value="{}">', new_token())


@register.filter
def breakable(email: str) -> SafeString:
    """An address that breaks before its domain, where it has to."""
    name, _at, domain = email.rpartition("@")
    return format_html("{}<wbr>@{}", name, domain)


@register.filter
def last_seen(moment: datetime | None) -> str:
    """When someone last signed in: the day is enough, and the hour nobody's matter."""
    if moment is None:
        return _("never signed in yet")
    day, today = timezone.localdate(moment), timezone.localdate()
    if day == today:
        return _("signed in today")
    if day == today - timedelta(days=1):
        return _("signed in yesterday")
    return _("last signed in on %(day)s") % {"day": date_format(day, "j. F Y")}
