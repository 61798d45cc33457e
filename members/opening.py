"""Opening hours as one reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from alliance.prepared import rows
from members.models import OpeningHours

type Span = tuple[time, time]


class Day(NamedTuple):
    """A weekday on which a site is open; 0 is Monday."""

    number: int
    spans: list[Span]

    @property
    def weekday(self) -> str:
        return weekday(self.number)


class Row(NamedTuple):
    """Weekdays side by side with the same spans; without one it is closed."""

    numbers: list[int]
    spans: list[Span]

    @property
    def name(self) -> str:
        first, last = weekday(self.numbers[0]), weekday(self.numbers[-1])
        if len(self.numbers) == 1:
            return first
        if len(self.numbers) == 2:  # noqa: PLR2004
            return _("%(first)s and %(last)s") % {"first": first, "last": last}
        return _("%(first)s to %(last)s") % {"first": first, "last": last}


def weekday(number: int) -> str:
    return str(OpeningHours.Weekday(number).label)


def read(hours: Iterable[dict[str, Any]]) -> list[Day]:
    """The days of one site, from rows in the order of the week."""
    return [
        Day(number, _merged([_span(row) for row in spans]))
        for number, spans in groupby(hours, key=lambda row: row["weekday"])
    ]


def days_of(hours: Iterable[OpeningHours]) -> list[Day]:
    """The days of one site, from its rows in the order of the week."""
    return [
        Day(number, _merged([(span.opens, span.closes) for span in spans]))
        for number, spans in groupby(hours, key=lambda span: span.weekday)
    ]


def hours_rows() -> ArraySubquery:
    """The rows of a site that ``read`` takes, in the statement of the site."""
    hours = OpeningHours.objects.filter(site=OuterRef("pk"))
    return rows(
        hours.order_by("weekday", "opens"),
        **{name: name for name in ("weekday", "opens", "closes")},
    )


def _span(row: dict[str, str]) -> Span:
    return time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])


def _merged(spans: list[Span]) -> list[Span]:
    """Spans that touch are one: nobody has to leave in between."""
    merged: list[Span] = []
    for opens, closes in spans:
        if merged and opens <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(closes, merged[-1][1])
        else:
            merged.append((opens, closes))
    return merged


def week(days: list[Day]) -> list[Row]:
    """All seven days, each for itself."""
    spans = {day.number: day.spans for day in days}
    return [Row([number], spans.get(number, [])) for number in range(7)]


def short_week(days: list[Day]) -> list[Row]:
    """The week in few rows: what is alike and side by side stands together."""
    return [
        Row([row.numbers[0] for row in alike], spans)
        for spans, found in groupby(week(days), key=lambda row: row.spans)
        for alike in [list(found)]
    ]
