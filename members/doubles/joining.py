"""What hangs on two organisations, brought together on one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from members.doubles.originals import Original
from members.exchange.stock import address
from members.models import (
    Application,
    Asked,
    Credential,
    Editor,
    InventoryItem,
    Membership,
    Move,
    Report,
    Site,
)
from members.states import MoveState

# What goes along without a word, for nothing there can be in the way.
ALONG: tuple[type[Model], ...] = (Application, Asked, Report)


def join_memberships(into: Original, other: Original) -> None:
    """In each network, times that overlap become one; others stay what they are."""
    rows = sorted(
        into.memberships + other.memberships,
        key=lambda one: (one.network_id, one.since, one.pk),
    )
    for _network, some in groupby(rows, key=attrgetter("network_id")):
        for together in _overlapping(some):
            _become_one(together, into)


def _overlapping(rows: Iterable[Membership]) -> Iterator[list[Membership]]:
    """Groups of what overlaps, each row with one before it; rows come by beginning."""
    group: list[Membership] = []
    for row in rows:
        if group and row.since <= _last_day(group):
            group.append(row)
        else:
            if group:
                yield group
            group = [row]
    yield group


def _last_day(rows: Iterable[Membership]) -> date:
    return max(row.until or date.max for row in rows)


def _become_one(rows: list[Membership], into: Original) -> None:
    own = [row for row in rows if row.organisation_id == into.pk]
    keeper, ends = (own or rows)[0], [row.until for row in rows]
    rests = [row.suspended_on for row in rows]
    others = [row for row in rows if row != keeper]
    _move_moves(keeper, others)
    for row in others:
        row.delete()
    keeper.organisation = into.organisation
    keeper.since = min(row.since for row in rows)
    keeper.until = None if None in ends else max(day for day in ends if day)
    # One of them does not rest: then it does not.
    keeper.suspended_on = None if None in rests else min(day for day in rests if day)
    keeper.save()


def _move_moves(keeper: Membership, others: Iterable[Membership]) -> None:
    """What was asked goes along; of two that are open the later is taken back."""
    ids = [keeper.pk, *(row.pk for row in others)]
    moves = Move.objects.filter(membership__in=ids)
    first = moves.open().first()
    if first:
        doubled = moves.open().exclude(pk=first.pk)
        doubled.update(state=MoveState.WITHDRAWN, answered_at=timezone.now())
    moves.update(membership=keeper)


def join_editors(into: Original, other: Original, main: int | None) -> None:
    """``main`` is the person (by id) who is the main editor of both from now on."""
    ids = [into.pk, other.pk]
    Editor.objects.filter(organisation__in=ids).update(is_main=False)
    known = {editor.person_id for editor in into.editors}
    for editor in other.editors:
        if editor.person_id in known:
            editor.delete()
    Editor.objects.filter(organisation=other.pk).update(organisation=into.pk)
    own = Editor.objects.filter(organisation=into.pk)
    own.filter(person=main).update(is_main=True)


def join_sites(into: Original, other: Original, kept: Collection[int]) -> None:
    """Proofs of a site that goes are for one at the same address, if that stays."""
    sites = into.sites + other.sites
    staying = [site for site in sites if site.pk in kept]
    places = {
        address(site.street, site.postal_code): site for site in reversed(staying)
    }
    for site in sites:
        if site.pk in kept:
            continue
        if same := places.get(address(site.street, site.postal_code)):
            for proof in site.credentials.all():
                proof.sites.add(same)
        site.delete()
    for position, site in enumerate(staying):
        site.organisation, site.position = into.organisation, position
    Site.objects.bulk_update(staying, ["organisation", "position"])


def join_proofs(into: Original, other: Original) -> None:
    """All of them; the same one only once, the one with its certificate if one has."""
    Credential.objects.filter(organisation=other.pk).update(organisation=into.pk)
    seen: dict[tuple[object, ...], Credential] = {}
    rows = into.credentials + other.credentials
    for proof in sorted(rows, key=lambda one: (not one.file, one.pk)):
        if proof.confirmed_at and seen.setdefault(_said(proof), proof) != proof:
            proof.delete()


def _said(proof: Credential) -> tuple[object, ...]:
    dates = proof.valid_from, proof.valid_until
    where = frozenset(site.pk for site in proof.sites.all())
    words = proof.kind, proof.title, proof.issuer, tuple(sorted(proof.areas))
    return *words, *dates, proof.is_for_all_sites, where


def join_invitations(into: Original, other: Original) -> None:
    """Whoever edits already, or is invited already, needs no second one."""
    people = (editor.person.email.lower() for editor in into.editors + other.editors)
    known = {*people, *(one.email.lower() for one in into.invitations)}
    has_main = bool(into.main_editor or other.main_editor)
    for invitation in other.invitations:
        # Nobody becomes the main editor of both by what was meant for one.
        invitation.is_main = invitation.is_main and not has_main
        if invitation.email.lower() in known:
            invitation.revoked_at = timezone.now()
        else:
            invitation.organisation = into.organisation
        invitation.save(update_fields=["revoked_at", "organisation", "is_main"])


def join_the_rest(into: Original, other: Original) -> None:
    for model in ALONG:
        rows = model._default_manager.filter(organisation=other.pk)  # noqa: SLF001 (Django's API)
        rows.update(organisation=into.pk)
    _join_inventories(into, other)
    for follow in map(import_string, settings.UNITING):
        follow(into.pk, other.pk)


def _join_inventories(into: Original, other: Original) -> None:
    """One line for both: the one that says something."""
    own = InventoryItem.objects.filter(organisation=into.pk)
    lines = {item.inventory_id: item for item in own}
    for item in InventoryItem.objects.filter(organisation=other.pk):
        held = lines.get(item.inventory_id)
        if held and held.result != InventoryItem.Result.OPEN:
            item.delete()
            continue
        if held:
            held.delete()
        item.organisation = into.organisation
        item.save(update_fields=["organisation"])
