"""What the portal holds about organisations, in the words of a list's columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from members.directory.fold import fold
from members.exchange.columns import Column
from members.exchange.rows import Row
from members.models import (
    Credential,
    Editor,
    Membership,
    Organisation,
    Profile,
    Site,
    Term,
)

CONTENT = ("name", "plain", "text", "legal_form", "website")
OWN = ("kind", "kursnet_number")
OF_SITE = ("street", "postal_code", "place", "telephone", "email")


def load(organisations: QuerySet[Organisation]) -> Iterator[Held]:
    terms = Term.objects.only("pk", "kind")
    profiles = Profile.objects.published().prefetch_related(Prefetch("terms", terms))
    sites = Site.objects.prefetch_related(Prefetch("accessibility", terms))
    proofs = Credential.objects.filter(kind=Credential.Kind.AZAV)
    editors = Editor.objects.select_related("person")
    for organisation in organisations.prefetch_related(
        Prefetch("profiles", profiles, to_attr="live"),
        Prefetch("sites", sites, to_attr="all_sites"),
        Prefetch("memberships", Membership.objects.all(), to_attr="all_memberships"),
        Prefetch("credentials", proofs, to_attr="proofs"),
        Prefetch("editors", editors, to_attr="all_editors"),
    ):
        yield Held(organisation)


class Held:
    """An organisation with all that a list may say about it; a new one has nothing."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.is_new = organisation.pk is None
        live: list[Profile] = self._all("live")
        self.profile = live[0] if live else None
        self.sites: list[Site] = self._all("all_sites")
        self.memberships: list[Membership] = self._all("all_memberships")
        self.proofs: list[Credential] = self._all("proofs")
        self.editors: list[Editor] = self._all("all_editors")

    def _all(self, name: str) -> list[Any]:
        return [] if self.is_new else getattr(self.organisation, name)

    @property
    def name(self) -> str:
        """What it is called, online or not."""
        title = getattr(self.organisation, "title", self.organisation.slug)
        return self.profile.name if self.profile else title

    @cached_property
    def terms(self) -> dict[int, str]:
        """The kinds of its profile's terms, by their ids."""
        terms: Iterable[Term] = self.profile.terms.all() if self.profile else ()
        return {term.pk: term.kind for term in terms}

    def terms_of(self, kind: str) -> frozenset[int]:
        return frozenset(pk for pk, of in self.terms.items() if of == kind)

    @property
    def editor_emails(self) -> set[str]:
        return {editor.person.email.lower() for editor in self.editors}

    @property
    def confirmed(self) -> list[Credential]:
        return [proof for proof in self.proofs if proof.confirmed_at]

    def active(self, network: int, today: date) -> list[Membership]:
        """Its memberships there that last or are to come."""
        return [
            membership
            for membership in self.memberships
            if membership.network_id == network
            and (membership.until is None or membership.until >= today)
        ]

    def differing(self, row: Row, today: date) -> list[Column]:
        """The organisation's cells that say something else than the portal."""
        return [
            column
            for column in row.given()
            if not column.is_of_site and not self._says(column, row, today)
        ]

    def _says(self, column: Column, row: Row, today: date) -> bool:
        value = row.values[column.key]
        match column.key:
            case "networks":
                return all(self.active(network, today) for network in value)
            case "since":
                return self._says_since(row, today)
            case "azav":
                return any(proof.valid_until == value for proof in self.confirmed)
            case "editor":
                return value in self.editor_emails
        return self._value(column) == value

    def _value(self, column: Column) -> object:
        if column.term_kind:
            return self.terms_of(column.term_kind)
        if column.key == "name":
            return self.name
        if column.key in CONTENT:
            return getattr(self.profile, column.key, "")
        return getattr(self.organisation, column.key)

    def _says_since(self, row: Row, today: date) -> bool:
        return all(
            since in [m.since for m in self.active(network, today)]
            for network, since in zip(
                row.values.get("networks") or (), row.values["since"], strict=False
            )
            if since
        )


def access_of(site: Site) -> frozenset[int]:
    return frozenset(term.pk for term in site.accessibility.all())


def differing(site: Site, row: Row) -> list[Column]:
    """The site's cells that say something else than the portal."""
    return [
        column
        for column in row.given()
        if column.is_of_site
        and row.values[column.key]
        != (access_of(site) if column.term_kind else getattr(site, column.key))
    ]


def address(street: str, postal_code: str) -> tuple[str, str]:
    """One key for Mülheimer Straße 48 a and Mülheimer Str. 48a."""
    short = re.sub(r"strasse\b", "str", fold(street))
    return re.sub("[^a-z0-9]", "", short), postal_code


def named(
    numbers: Collection[str], ids: Collection[int], *, is_for_change: bool
) -> list[Held]:
    """The organisations with these numbers or ids; locked, in order, for a change."""
    wanted = Q(number__in=numbers) | Q(pk__in=ids)
    found = Organisation.objects.named().filter(wanted).order_by("pk")
    if is_for_change:
        found = found.select_for_update()
    return list(load(found))
