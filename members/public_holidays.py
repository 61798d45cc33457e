"""The public holidays of North Rhine-Westphalia.

Eleven rules of the state's law. The package `holidays` knows them, too, but loads all
countries of the world for it (50 MB in each process); a test holds both together.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# By month and day, and by the days after Easter Sunday.
FIXED = {
    (1, 1): gettext_noop("New Year’s Day"),
    (5, 1): gettext_noop("Labour Day"),
    (10, 3): gettext_noop("Day of German Unity"),
    (11, 1): gettext_noop("All Saints’ Day"),
    (12, 25): gettext_noop("Christmas Day"),
    (12, 26): gettext_noop("Second Day of Christmas"),
}
AFTER_EASTER = {
    -2: gettext_noop("Good Friday"),
    1: gettext_noop("Easter Monday"),
    39: gettext_noop("Ascension Day"),
    50: gettext_noop("Whit Monday"),
    60: gettext_noop("Corpus Christi"),
}
AHEAD = timedelta(days=366)


SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _of_year(day.year)


@lru_cache(maxsize=1)
def holidays_from(day: date) -> dict[str, str]:
    """Those of the year to come, by date, with their names."""
    found = _of_year(day.year) | _of_year(day.year + 1)
    return {
        one.isoformat(): _(name)
        for one, name in sorted(found.items())
        if day <= one <= day + AHEAD
    }


def _of_year(year: int) -> dict[date, str]:
    easter = easter_sunday(year)
    moving = {easter + timedelta(days): name for days, name in AFTER_EASTER.items()}
    fixed = {date(year, month, day): name for (month, day), name in FIXED.items()}
    return fixed | moving


def easter_sunday(year: int) -> date:
    """By the rule of Gauss, which holds from 1900 to 2099."""
    full_moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full_moon + 5) % 7
    days = full_moon + sunday
    is_late = (full_moon, sunday) == (29, 6)
    is_late |= (full_moon, sunday) == (28, 6) and year % 19 > 10  # noqa: PLR2004
    return date(year, 3, 22) + timedelta(days=days - 7 if is_late else days)
