"""Opening hours as a table, and the script that says what they mean just now."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from members import opening
from members.public_holidays import holidays_from

register = template.Library()


@register.inclusion_tag("components/hours.html")
def hours(
    days: list[opening.Day], *, of: str = "", is_short: bool = False
) -> dict[str, object]:
    """A table by weekday; ``of`` names the site where the page has several."""
    return {"rows": (opening.short_week if is_short else opening.week)(days), "of": of}


@register.filter
def clock(time: dt.time) -> str:
    """9 Uhr, 9:30 Uhr: the hour as one says it."""
    return f"{time.hour}:{time.minute:02}" if time.minute else f"{time.hour}"


@register.simple_tag
def hours_data(row: opening.Row) -> SafeString:
    """What the script reads of a row: its weekdays (0 is Monday) and its spans."""
    return format_html(
        'data-days="{}" data-spans="{}"',
        " ".join(map(str, row.numbers)),
        " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in row.spans),
    )


@register.simple_tag
def hours_script() -> SafeString:
    """Once on a page with hours: the script, its sentences and the holidays."""
    return _script(timezone.localdate())


@lru_cache(maxsize=1)
def _script(day: dt.date) -> SafeString:
    said = {
        "clock": _("{time} o’clock"),
        "open": _("Open now, until {time}"),
        "closed": _("Closed now"),
        "today": _("Closed now, opens today at {time}"),
        "tomorrow": _("Closed now, opens tomorrow at {time}"),
        "later": _("Closed now, opens on {day} at {time}"),
        "holiday": _("Today is a public holiday ({holiday}): please call first."),
        "weekdays": json.dumps([opening.weekday(number) for number in range(7)]),
        "holidays": json.dumps(holidays_from(day), ensure_ascii=False),
    }
    return format_html(
        '<script src="{}" defer{}></script>',
        static("alliance/js/hours.js"),
        format_html_join("", ' data-{}="{}"', said.items()),
    )
