"""What the directory knows about one organisation, computed from its rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Prefetch

from members.directory.fields import FACET_OF_KIND, Field
from members.directory.fold import fold
from members.directory.text import words
from members.models import (
    Credential,
    DirectoryEntry,
    Facet,
    Membership,
    Organisation,
    Profile,
    Site,
)

# The area of the AZAV from which “Bildungsgutschein possible” follows.
VOUCHER_AREA = 4
_FACET_NUMBERS = {kind.value: facet.value for kind, facet in FACET_OF_KIND.items()}
_AFTER_THE_TOWN = re.compile(r"\s(?:an|am|im|bei|ob|vor)\s.*|\s\(.*", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")


class Span(NamedTuple):
    """Days, both included; ``last`` is None where no end is known."""

    first: date
    last: date | None


@dataclass(frozen=True)
class Computed:
    """An entry with the values of its facets and the fields of its words."""

    entry: DirectoryEntry
    facets: frozenset[tuple[int, int]]
    words: dict[str, int]


@dataclass(frozen=True)
class Source:
    """What an entry is computed from: the rows, and its terms as ids and kinds."""

    organisation: Organisation
    profile: Profile | None
    terms: list[tuple[int, str]]


def load(ids: Collection[int]) -> Iterator[Source]:
    """All that the entries are computed from, in few queries.

    Terms come as ids, not as objects: there are twenty to an organisation, and making
    an object of each took longer than all the rest.
    """
    azav = Credential.objects.confirmed().filter(
        kind=Credential.Kind.AZAV, areas__contains=[VOUCHER_AREA]
    )
    organisations = (
        Organisation.objects.present()
        .filter(pk__in=ids)
        .order_by("pk")
        .prefetch_related(
            Prefetch("profiles", Profile.objects.published()),
            "sites",
            "memberships",
            Prefetch("credentials", azav),
        )
    )
    terms = _terms(ids)
    for organisation in organisations:
        profile = next(iter(organisation.profiles.all()), None)
        yield Source(organisation, profile, terms[organisation.pk])


def _terms(ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """The terms of published profiles and of sites, by organisation."""
    stated = Profile.objects.published().filter(organisation__in=ids, terms__gt=0)
    access = Site.objects.filter(organisation__in=ids, accessibility__gt=0)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for rows in (
        stated.order_by().values_list("organisation_id", "terms", "terms__kind"),
        access.order_by().values_list(
            "organisation_id", "accessibility", "accessibility__kind"
        ),
    ):
        for organisation, term, kind in rows:
            found[organisation].append((term, kind))
    return found


def compute(source: Source, day: date) -> Computed | None:
    """The entry as it is to be from ``day`` on; None where none is to be."""
    organisation, profile = source.organisation, source.profile
    listed = _listed(organisation, day)
    if profile is None or listed is None:
        return None
    voucher = _voucher(organisation, day)
    entry = _entry(source, profile, listed, voucher)
    entry.changes_on = _changes_on(organisation, listed, voucher, day)
    entry.network_ids = _networks(organisation, day)
    return Computed(entry, _facets(entry, source.terms), _words(entry, profile))


def _entry(
    source: Source, profile: Profile, listed: Span, voucher: Span | None
) -> DirectoryEntry:
    organisation = source.organisation
    sites = organisation.sites.all()
    places = dict.fromkeys(_AFTER_THE_TOWN.sub("", site.place) for site in sites)
    texts = (profile.name, profile.plain, profile.text, *places)
    return DirectoryEntry(
        organisation_id=organisation.pk,
        kind=organisation.kind,
        slug=organisation.slug,
        name=profile.name,
        plain=profile.plain,
        website=profile.website,
        logo=profile.logo.name or "",
        telephone=next((site.telephone for site in sites if site.telephone), ""),
        sort_key=sort_key(profile.name),
        folded="\n".join(phrase(text) for text in texts),
        places=list(places),
        term_ids=sorted({term for term, _kind in source.terms}),
        city_ids=sorted({site.city_id for site in sites if site.city_id}),
        voucher_from=voucher.first if voucher else None,
        voucher_until=voucher.last if voucher else None,
        listed_from=listed.first,
        listed_until=listed.last,
    )


def phrase(text: str) -> str:
    """The bare words of a text in their order, with a space around each."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def sort_key(name: str) -> str:
    """Sorts as in a German telephone directory: ä as a, ß as ss, case and signs off."""
    return phrase(name).strip()[:200]


def _listed(organisation: Organisation, day: date) -> Span | None:
    """When it is a member, from now or the next time on; partners always are."""
    is_partner = organisation.kind == Organisation.Kind.PARTNER
    if is_partner and not organisation.memberships.all():
        return Span(date.min, None)
    spans = (Span(m.since, m.until) for m in _counting(organisation))
    return _current_or_next(spans, day)


def _counting(organisation: Organisation) -> list[Membership]:
    """Its memberships without those that are suspended."""
    return [m for m in organisation.memberships.all() if m.suspended_on is None]


def _voucher(organisation: Organisation, day: date) -> Span | None:
    proofs = organisation.credentials.all()
    spans = (Span(p.valid_from or date.min, p.valid_until) for p in proofs)
    return _current_or_next(spans, day)


def _current_or_next(spans: Iterable[Span], day: date) -> Span | None:
    """The first unbroken time that has not ended before ``day``."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.first):
        before = merged[-1] if merged else None
        if before and (
            before.last is None or span.first <= before.last + timedelta(days=1)
        ):
            merged[-1] = Span(before.first, _later(before.last, span.last))
        else:
            merged.append(span)
    return next((s for s in merged if s.last is None or s.last >= day), None)


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else None


def _networks(organisation: Organisation, day: date) -> list[int]:
    counting = _counting(organisation)
    current = [m for m in counting if m.until is None or m.until >= day]
    started = [m for m in current if m.since <= day]
    return sorted({m.network_id for m in started or current})


def _changes_on(
    organisation: Organisation, listed: Span, voucher: Span | None, day: date
) -> date | None:
    """The day from which the entry no longer tells the truth by itself."""
    spans = [span for span in (listed, voucher) if span]
    spans += [Span(m.since, m.until) for m in _counting(organisation)]
    starts = [span.first for span in spans if span.first > day]
    ends = [span.last + timedelta(days=1) for span in spans if span.last]
    if any(span.first > day for span in (listed, voucher) if span):
        return day
    return min((d for d in starts + ends if d > day), default=None)


def _facets(
    entry: DirectoryEntry, terms: list[tuple[int, str]]
) -> frozenset[tuple[int, int]]:
    if entry.kind != Organisation.Kind.PROVIDER:
        return frozenset()
    facets = {(Facet.ALL.value, 0)}
    if entry.voucher_until:
        facets.add((Facet.VOUCHER.value, 0))
    facets.update((Facet.CITY.value, city) for city in entry.city_ids)
    facets.update((Facet.NETWORK.value, network) for network in entry.network_ids)
    facets.update(
        (_FACET_NUMBERS[kind], term) for term, kind in terms if kind in _FACET_NUMBERS
    )
    return frozenset(facets)


def _words(entry: DirectoryEntry, profile: Profile) -> dict[str, int]:
    """Each word with the best field that it stands in."""
    if entry.kind != Organisation.Kind.PROVIDER:
        return {}
    found: dict[str, int] = {}
    for field, text in (
        (Field.TEXT, profile.text),
        (Field.PLAIN, profile.plain),
        (Field.NAME, profile.name),
        *((Field.NAME, place) for place in entry.places),
    ):
        found.update(dict.fromkeys(words(text), field.value))
    return found
