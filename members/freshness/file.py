"""How the freshness of one member stands: for its file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_date

from alliance.models import JournalEntry, User
from members.freshness.confirming import CONFIRMED
from members.freshness.overview import Line
from members.models import Asked, Credential, Organisation

LETTERS = 12  # of the latest


class Confirmation(NamedTuple):
    """The last one that the journal knows: how, and who noted it."""

    way: str  # the last part of the journal's verb
    on: date
    who: User | None
    note: str


class File(NamedTuple):
    state: str  # of ``overview.STATES``; empty for whoever is not asked
    label: str
    since: datetime | None
    is_under_way: bool
    confirmation: Confirmation | None
    letters: list[Asked]
    ended: list[Credential]
    keeper: User | None


def read(organisation: Organisation) -> File:
    line = _line(organisation)
    letters = organisation.questions.exclude(person=None)
    people = letters.select_related("person", "letter").order_by("-asked_at", "-pk")
    ended = Credential.objects.ended().filter(organisation=organisation)
    return File(
        line.state if line else "",
        str(line.label) if line else "",
        line.last_at if line else None,
        organisation.questions.under_way().exists(),
        confirmation(organisation),
        list(people[:LETTERS]),
        list(ended.order_by("valid_until")),
        _keeper(organisation),
    )


def confirmation(organisation: Organisation) -> Confirmation | None:
    entries = JournalEntry.objects.about([organisation.pk]).filter(verb__in=CONFIRMED)
    entry = entries.newest_first().select_related("actor", "details").first()
    if entry is None or organisation.confirmed_at is None:
        return None
    details = getattr(entry, "details", None)
    after = details.after if details else {}
    on = parse_date(str(after.get("confirmed_at", ""))[:10])
    who = entry.actor if entry.actor and not entry.actor.erased_at else None
    way = entry.verb.partition(".")[2]
    return Confirmation(
        way, on or timezone.localdate(entry.at), who, after.get("note", "")
    )


def _line(organisation: Organisation) -> Line | None:
    own = Organisation.objects.filter(pk=organisation.pk)
    asked = own.asked_about().asked_so_far()
    for one in asked:
        values: dict[str, Any] = {name: getattr(one, name, "") for name in Line._fields}
        return Line(**values)
    return None


def _keeper(organisation: Organisation) -> User | None:
    main = organisation.editors.main().select_related("person").first()
    person = main.person if main else None
    return person if person and person.is_active and person.last_login else None
