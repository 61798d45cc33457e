"""Opening hours as people write them: two times a day, in plain fields.

The names of the fields are fixed, ``monday_1_opens`` to ``sunday_2_closes``, with more
of them on a day that has more. There is nothing to count or to delete, hence nothing
to forge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import pairwise
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import OpeningHours
from members.validators import clean_time

type Hours = list[list[Any]]  # weekday, opens, closes, as members.locations has them

LEAST_SPANS, MOST_SPANS = 2, 8
INCOMPLETE = gettext_lazy("Please give both the beginning and the end.")
REVERSED = gettext_lazy("The end lies before the beginning.")
OVERLAPPING = gettext_lazy("These times overlap.")


class TimeField(forms.CharField):
    """A time of the day; its empty value is None."""

    def __init__(self, label: str) -> None:
        attributes = {"size": 5, "autocomplete": "off"}
        super().__init__(
            label=label, required=False, widget=forms.TextInput(attributes)
        )

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        return clean_time(text) if text else None


class Span(NamedTuple):
    opens: BoundField
    closes: BoundField


class Day(NamedTuple):
    name: str
    spans: list[Span]


def clock(text: str) -> str:
    """``09:00`` as it is read: 9:00."""
    return text.removeprefix("0")


def initial(hours: Hours) -> dict[str, str]:
    """What the fields hold before anyone types."""
    found = {}
    for weekday in OpeningHours.Weekday:
        spans = [span for span in hours if span[0] == weekday]
        for number, (_weekday, opens, closes) in enumerate(spans, 1):
            found[_name(weekday, number, "opens")] = clock(opens)
            found[_name(weekday, number, "closes")] = clock(closes)
    return found


def fields(held: Mapping[str, Any]) -> dict[str, TimeField]:
    """Two times for each day, and more where ``held`` (names of fields) has more."""
    made: dict[str, TimeField] = {}
    for weekday in OpeningHours.Weekday:
        for number in range(1, MOST_SPANS + 1):
            names = [_name(weekday, number, end) for end in ("opens", "closes")]
            if number > LEAST_SPANS and not any(name in held for name in names):
                break
            labels = _labels(weekday, number)
            made |= {
                name: TimeField(label)
                for name, label in zip(names, labels, strict=True)
            }
    return made


def days(form: forms.BaseForm) -> list[Day]:
    """The fields of a form, as they stand on the page."""
    return [
        Day(
            str(weekday.label),
            [
                Span(form[opens], form[closes])
                for opens, closes in _pairs(form, weekday)
            ],
        )
        for weekday in OpeningHours.Weekday
    ]


def clean(form: forms.BaseForm) -> Hours:
    """The hours of a form; what is wrong with them is said at its field."""
    hours: Hours = []
    for weekday in OpeningHours.Weekday:
        spans = sorted(_spans(form, weekday))
        for (_opens, closes, _field), (opens, _closes, field) in pairwise(spans):
            if opens < closes:
                form.add_error(field, OVERLAPPING)
        hours += [
            [int(weekday), f"{opens:%H:%M}", f"{closes:%H:%M}"]
            for opens, closes, _field in spans
        ]
    return hours


def same_week(hours: Hours) -> Hours:
    """Monday's times on the days until Friday that have none."""
    monday = [span[1:] for span in hours if span[0] == OpeningHours.Weekday.MONDAY]
    written = {span[0] for span in hours}
    empty = [day for day in range(1, 5) if day not in written]
    return sorted(hours + [[day, *span] for day in empty for span in monday])


def _spans(
    form: forms.BaseForm, weekday: OpeningHours.Weekday
) -> Iterator[tuple[time, time, str]]:
    """Beginning, end and the field of the beginning, of each that is in order."""
    cleaned = form.cleaned_data
    for first, second in list(_pairs(form, weekday)):
        if first not in cleaned or second not in cleaned:
            continue
        opens, closes = cleaned[first], cleaned[second]
        if (opens is None) != (closes is None):
            form.add_error(first if opens is None else second, INCOMPLETE)
        elif opens and closes <= opens:
            form.add_error(second, REVERSED)
        elif opens:
            yield opens, closes, first


def _pairs(
    form: forms.BaseForm, weekday: OpeningHours.Weekday
) -> Iterator[tuple[str, str]]:
    for number in range(1, MOST_SPANS + 1):
        opens, closes = (_name(weekday, number, end) for end in ("opens", "closes"))
        if opens in form.fields:
            yield opens, closes


def _name(weekday: OpeningHours.Weekday, number: int, end: str) -> str:
    return f"{weekday.name.lower()}_{number}_{end}"


def _labels(weekday: OpeningHours.Weekday, number: int) -> tuple[str, str]:
    said = {"day": weekday.label, "number": number}
    if number == 1:
        return _("%(day)s, from") % said, _("%(day)s, until") % said
    return (
        _("%(day)s, time %(number)s, from") % said,
        _("%(day)s, time %(number)s, until") % said,
    )
