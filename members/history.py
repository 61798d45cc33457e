"""The journal of an organisation in plain sentences: who, as what, when, and what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from alliance.models import JournalDetails, JournalEntry
from members import chronicle
from members.comparing import Difference, Names, differences, names_in
from members.models import Organisation
from networks.models import Network
from networks.naming import place_of

Capacity = JournalEntry.Capacity


class Told(NamedTuple):
    at: datetime
    sentence: str
    # As what the person acted, where that is not plain.
    capacity: str
    differences: list[Difference]


def entries(organisation: Organisation) -> QuerySet[JournalEntry]:
    """The newest first; a page of it goes to ``told``.

    Those of entries that were merged into it, too: it is one organisation.
    """
    merged = organisation.merged.values_list("pk", flat=True)
    return with_names(JournalEntry.objects.about([organisation.pk, *merged]))


def with_names(entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """The newest first, with all that ``told`` wants to know of each."""
    network = Network.objects.filter(pk=OuterRef("network"))
    found = entries.order_by("-pk").select_related("actor", "details")
    return found.annotate(network_name=Subquery(network.values("name")))


def told(page: Iterable[JournalEntry]) -> list[Told]:
    """In three questions at most, however many entries they are."""
    found = list(page)
    details = {entry.pk: entry.details for entry in found if _has_details(entry)}
    facts = [side for one in details.values() for side in (one.before, one.after)]
    names = names_in(facts)
    return [_told(entry, details.get(entry.pk), names) for entry in found]


def _has_details(entry: JournalEntry) -> bool:
    return getattr(entry, "details", None) is not None


def _told(entry: JournalEntry, details: JournalDetails | None, names: Names) -> Told:
    sentence = chronicle.SENTENCES.get(entry.verb, chronicle.OTHER)
    found = differences(details.before, details.after, names) if details else []
    capacity = as_what(entry.capacity, getattr(entry, "network_name", "") or "")
    return Told(entry.at, sentence % {"who": _who(entry)}, capacity, found)


def _who(entry: JournalEntry) -> str:
    """At the beginning of a sentence."""
    if entry.actor_id is None:
        return _("The portal")
    person = entry.actor
    if person is None or person.erased_at:
        return _("A deleted person")
    return str(person)


def as_what(capacity: str, network: str) -> str:
    """The office in words, with the name of its network if it has one."""
    place = place_of(network)
    match capacity:
        case Capacity.EDITOR:
            return _("editing")
        case Capacity.COORDINATOR:
            return _("coordination %(place)s") % {"place": place}
        case Capacity.SUBSTITUTE:
            return _("substitute of the coordination %(place)s") % {"place": place}
        case Capacity.OFFICE:
            return _("alliance office")
        case _:
            return ""


def last_answer(organisation: Organisation) -> JournalEntry | None:
    """The last time that the coordination sent something back."""
    back = ("profile.sent_back", "profile.published_in_part")
    return entries(organisation).filter(verb__in=back).first()
