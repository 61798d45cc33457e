"""How long ago something was, as one says it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, pgettext

# After so many days a date says more than a number.
COUNTED = 30
# Figures up to twelve are words in running text.
_WORDS = (
    *(gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four")),
    *(gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven")),
    *(gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten")),
    *(gettext_lazy("eleven"), gettext_lazy("twelve")),
)


def since(moment: datetime, now: datetime | None = None) -> str:
    """What follows on “since”: today, yesterday, three days, the 3rd of March."""
    days = days_since(moment, now)
    if days == 0:
        return pgettext("since", "today")
    if days == 1:
        return pgettext("since", "yesterday")
    if days <= COUNTED:
        return pgettext("since", "%(number)s days") % {"number": in_words(days)}
    return pgettext("since", "the %(day)s") % {"day": _date(moment)}


def ago(moment: datetime, now: datetime | None = None) -> str:
    """When it was, after a verb: today, yesterday, three days ago, on the 3rd."""
    days = days_since(moment, now)
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days <= COUNTED:
        return gettext("%(number)s days ago") % {"number": in_words(days)}
    return gettext("on %(day)s") % {"day": _date(moment)}


def in_words(number: int) -> str:
    """Of a number from two on: a word up to twelve, then figures."""
    index = number - 2
    return str(_WORDS[index]) if index < len(_WORDS) else str(number)


def days_since(moment: datetime, now: datetime | None = None) -> int:
    """Midnights in between; none for what lies ahead, as clocks may differ."""
    today = timezone.localdate(now or timezone.now())
    return max((today - timezone.localdate(moment)).days, 0)


def _date(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j. F Y")
