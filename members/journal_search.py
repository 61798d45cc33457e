"""The whole journal, narrowed and told: for the office, quick with a million entries.

A page begins below an entry (``vor``), so nothing is ever counted or skipped over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from alliance.models import JournalEntry, User
from members import history
from members.history import Told
from members.models import Organisation

if TYPE_CHECKING:
    from datetime import date

    from networks.models import Network

ON_A_PAGE = 50
# Whoever is meant is among so many of that name.
_MOST_NAMED = 50


class Asked(NamedTuple):
    """What the office looks for; empty is everything."""

    organisation: str = ""
    person: str = ""
    verb: str = ""
    capacity: str = ""
    network: Network | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None


class Line(NamedTuple):
    """An entry in words, with what it is about."""

    told: Told
    verb: str
    actor: int | None
    organisation: Organisation | None
    is_erased: bool


class Found(NamedTuple):
    lines: list[Line]
    # The entry below which the next page begins.
    before: int | None


def found(asked: Asked) -> Found:
    """One page, the newest first, in a few questions."""
    entries = history.with_names(_narrowed(asked))
    page = list(entries[: ON_A_PAGE + 1])
    has_more = len(page) > ON_A_PAGE
    shown = page[:ON_A_PAGE]
    return Found(_lines(shown), shown[-1].pk if has_more else None)


def _narrowed(asked: Asked) -> QuerySet:
    entries = JournalEntry.objects.all()
    if asked.organisation:
        entries = entries.about(_organisations(asked.organisation))
    if asked.person:
        entries = entries.filter(actor__in=_people(asked.person))
    exact: dict[str, str | int | None] = {
        "verb": asked.verb,
        "capacity": asked.capacity,
        "network": asked.network.pk if asked.network else None,
        "pk__lt": asked.before,
    }
    chosen = {name: value for name, value in exact.items() if value}
    return entries.filter(_span(asked), **chosen)


def _span(asked: Asked) -> Q:
    span = Q()
    if asked.since:
        span &= Q(at__gte=_midnight(asked.since))
    if asked.until:
        span &= Q(at__lt=_midnight(asked.until + timedelta(days=1)))
    return span


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _organisations(words: str) -> list[int]:
    """By the address, or by a part of a name that it has or had."""
    exact = Organisation.objects.filter(Q(slug=words) | Q(number=words))
    if ids := list(exact.values_list("pk", flat=True)):
        return ids
    named = Organisation.objects.filter(profiles__name__icontains=words).distinct()
    return list(named.values_list("pk", flat=True)[:_MOST_NAMED])


def _people(words: str) -> list[int]:
    exact = User.objects.filter(email__iexact=words)
    if ids := list(exact.values_list("pk", flat=True)):
        return ids
    named = User.objects.filter(name__icontains=words)
    return list(named.values_list("pk", flat=True)[:_MOST_NAMED])


def _lines(entries: Iterable[JournalEntry]) -> list[Line]:
    shown = list(entries)
    ids = {entry.organisation for entry in shown if entry.organisation}
    named = {one.pk: one for one in Organisation.objects.named().filter(pk__in=ids)}
    return [
        Line(
            told,
            entry.verb,
            entry.actor_id,
            named.get(entry.organisation or 0),
            _is_erased(entry),
        )
        for entry, told in zip(shown, history.told(shown), strict=True)
    ]


def _is_erased(entry: JournalEntry) -> bool:
    """The digest stays when the details go."""
    return bool(entry.digest) and getattr(entry, "details", None) is None
