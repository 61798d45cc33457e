"""Hold the rows about one organisation against the portal: what would change?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from members.exchange import standing
from members.exchange.changes import Change, SiteChange
from members.exchange.columns import COLUMNS
from members.exchange.groups import Group, Placed, arrange
from members.exchange.lookup import Lookup
from members.exchange.rows import Row
from members.exchange.scope import outside
from members.exchange.stock import CONTENT, OF_SITE, OWN, Held, access_of
from members.models import Organisation, Site, Term
from networks.models import Network

_ACCESS = Term.Kind.ACCESS.value
_OF_PROFILE = tuple(c.term_kind for c in COLUMNS if c.term_kind and not c.is_of_site)


@dataclass(frozen=True)
class Basis:
    """On what an import rests; ``network`` is that of rows which name none."""

    lookup: Lookup
    today: date
    network: Network | None
    # To which a list may add members (their ids); None means all.
    networks: frozenset[int] | None = None


def compare(group: Group, held: Held, basis: Basis) -> Change:
    """What the rows change; they complain where they contradict it."""
    first, placed = arrange(group, held, basis.today)
    change = Change(held, rows=group.rows)
    if group.problems:
        return change
    change.sites = list(_sites(placed, change, basis.lookup))
    if first:
        _compare_own(first, change)
        _compare_words(first, change, basis.lookup)
        standing.compare_proof(first, change, basis.lookup)
        standing.compare_editor(first, change)
    row = first or group.rows[0]
    standing.compare_memberships(row, change, basis.today, basis.network)
    _refuse_foreign_networks(row, change, basis)
    return change


def _refuse_foreign_networks(row: Row, change: Change, basis: Basis) -> None:
    """What another network has already may be named, for nothing comes of it."""
    if basis.networks is None:
        return
    touched = {membership.network_id for membership in change.memberships}
    if touched - basis.networks:
        row.complain("networks", outside())
    elif change.held.is_new and not touched and not row.problems:
        row.complain("networks", _("Please name the network of the organisation."))


def _sites(
    placed: list[Placed], change: Change, lookup: Lookup
) -> Iterator[SiteChange]:
    held = change.held
    position = max((site.position for site in held.sites), default=-1)
    for place in placed:
        if place.site is None:
            position += 1
            new = _new_site(place.row, held, position, lookup)
            change.note("street", "", str(new.site))
            yield new
        elif found := _changed_site(place.row, place.site, change, lookup):
            yield found


def _new_site(row: Row, held: Held, position: int, lookup: Lookup) -> SiteChange:
    values = {name: row.values.get(name) or "" for name in OF_SITE}
    site = Site(organisation=held.organisation, position=position, **values)
    if row.point:
        site.city_id = row.point.city_id
        site.latitude, site.longitude = row.point.latitude, row.point.longitude
    access = row.values.get(_ACCESS, frozenset())
    _refuse_retired(row, _ACCESS, access, lookup)
    return SiteChange(site, access=access, is_new=True)


def _changed_site(
    row: Row, site: Site, change: Change, lookup: Lookup
) -> SiteChange | None:
    values = {name: row.values[name] for name in OF_SITE if name in row.values}
    fields = tuple(name for name, new in values.items() if getattr(site, name) != new)
    where = str(site) if len(change.held.sites) > 1 else ""
    for name in fields:
        change.note(name, getattr(site, name), values[name], where)
        setattr(site, name, values[name])
    held, access = access_of(site), row.values.get(_ACCESS)
    if access is not None:
        _refuse_retired(row, _ACCESS, access - held, lookup)
    if access == held:
        access = None
    elif access is not None:
        change.note(_ACCESS, held, access, where)
    return SiteChange(site, fields, access) if fields or access is not None else None


def _compare_own(row: Row, change: Change) -> None:
    organisation = change.organisation
    values = {key: row.values[key] for key in OWN if key in row.values}
    if "kind" in values:
        values["kind"] = values["kind"] or Organisation.Kind.PROVIDER
    change.fields = tuple(
        key for key, value in values.items() if getattr(organisation, key) != value
    )
    for key in change.fields:
        change.note(key, getattr(organisation, key), values[key])
        setattr(organisation, key, values[key])


def _compare_words(row: Row, change: Change, lookup: Lookup) -> None:
    profile, terms = change.held.profile, _terms(row, change.held, lookup)
    given = {key: row.values[key] for key in CONTENT if key in row.values}
    # An export says of it no more than that: nothing goes online unasked.
    if not (profile or change.held.is_new or terms) and _is_name_alone(
        given, change.held
    ):
        return
    content = {
        key: value
        for key, value in given.items()
        if getattr(profile, key, None) != value
    }
    if content or profile is None or terms != set(change.held.terms):
        change.content, change.terms = content, terms
        for key, new in content.items():
            change.note(key, getattr(profile, key, ""), new)
        for kind in _OF_PROFILE:
            held = change.held.terms_of(kind)
            if kind in row.values and row.values[kind] != held:
                change.note(kind, held, row.values[kind])


def _is_name_alone(given: dict[str, str], held: Held) -> bool:
    """Whether a list says of an organisation just what the portal calls it."""
    return {key: value for key, value in given.items() if value} == {"name": held.name}


def _terms(row: Row, held: Held, lookup: Lookup) -> frozenset[int]:
    """The terms that the row names, and the held ones of which it does not speak."""
    spoken_of = [kind for kind in _OF_PROFILE if kind in row.values]
    terms = {pk for pk, kind in held.terms.items() if kind not in spoken_of}
    for kind in spoken_of:
        _refuse_retired(row, kind, row.values[kind] - set(held.terms), lookup)
        terms |= row.values[kind]
    return frozenset(terms)


def _refuse_retired(row: Row, kind: str, added: frozenset[int], lookup: Lookup) -> None:
    for term in (lookup.term[pk] for pk in sorted(added)):
        if term.is_retired:
            text = _("“%(name)s” is no longer offered.") % {"name": term.name}
            row.complain(kind, text)
