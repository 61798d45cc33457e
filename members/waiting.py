"""What waits for a person's decision, of all kinds, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import (
    Application,
    Asked,
    Credential,
    Membership,
    Move,
    Organisation,
    Pair,
    Profile,
    Report,
)
from members.querysets import OFFICE_MAY_DECIDE_AFTER

if TYPE_CHECKING:
    from alliance.models import User
    from networks.models import Network

A_WEEK = timedelta(days=7)


def _nothing(_user: User) -> Iterable[Row]:
    return ()


class Row(NamedTuple):
    """Something to decide about: since when it waits, and where that is done.

    ``organisation`` is an id; what has none yet brings a title and its networks along.
    """

    since: datetime
    subject: Model
    address: Callable[[str], str]  # of the organisation's slug
    organisation: int | None = None
    title: str = ""
    networks: Sequence[Network] = ()


class Kind(NamedTuple):
    """What can wait: whose decision it needs, and what the person must leave alone."""

    label: str | Promise
    label_of_many: str | Promise
    awaiting: Callable[[User], Iterable[Row]]
    withheld: Callable[[User], Iterable[Row]] = _nothing
    # Whether the alliance office may decide, too, once it has waited for too long.
    goes_to_office: bool = False


class Item(NamedTuple):
    """A row of the work list."""

    kind: str
    title: str
    networks: Sequence[Network]
    since: datetime
    subject: Model
    address: str

    @property
    def label(self) -> str | Promise:
        return kinds()[self.kind].label

    @property
    def is_old(self) -> bool:
        return self.since <= timezone.now() - A_WEEK

    @property
    def may_go_to_the_office(self) -> bool:
        is_late = self.since <= timezone.now() - OFFICE_MAY_DECIDE_AFTER
        return is_late and kinds()[self.kind].goes_to_office


def _proposals(profiles: Iterable[Profile]) -> Iterator[Row]:
    for profile in profiles:
        if since := profile.submitted_at:
            yield Row(since, profile, _review, profile.organisation_id)


def _proofs(credentials: Iterable[Credential]) -> Iterator[Row]:
    for credential in credentials:

        def address(slug: str, pk: int = credential.pk) -> str:
            return reverse("members:proof-review", args=[slug, pk])

        if since := credential.claimed_at:
            yield Row(since, credential, address, credential.organisation_id)


def _moves(moves: QuerySet[Move]) -> Iterator[Row]:
    for move in moves.select_related("membership"):

        def address(_slug: str, pk: int = move.pk) -> str:
            return reverse("members:move", args=[pk])

        yield Row(move.asked_at, move, address, move.membership.organisation_id)


def _applications(applications: Iterable[Application]) -> Iterator[Row]:
    for application in applications:

        def address(_slug: str, pk: int = application.pk) -> str:
            return reverse("members:application", args=[pk])

        if since := application.waits_since:
            networks = (application.network,)
            title = application.name
            yield Row(since, application, address, None, title, networks)


def _reports(reports: Iterable[Report]) -> Iterator[Row]:
    for report in reports:

        def address(slug: str, pk: int = report.pk) -> str:
            return reverse("members:report", args=[slug, pk])

        yield Row(report.created_at, report, address, report.organisation_id)


def _review(slug: str) -> str:
    return reverse("members:review", args=[slug])


def _questions(asked: Iterable[Asked]) -> Iterator[Row]:
    for one in asked:
        yield Row(one.waits_since, one, _freshness, one.organisation_id)


def _ended(credentials: Iterable[Credential]) -> Iterator[Row]:
    for credential in credentials:
        if last := credential.valid_until:
            after = datetime.combine(last + timedelta(days=1), time())
            since = timezone.make_aware(after)
            yield Row(since, credential, _freshness, credential.organisation_id)


def _freshness(slug: str) -> str:
    return reverse("members:file-freshness", args=[slug])


def _doubles(pairs: Iterable[Pair]) -> Iterator[Row]:
    """Each with the one that was there first; its title is told with its networks."""
    for pair in pairs:
        slugs = pair.first.slug, pair.second.slug

        def address(_slug: str, slugs: tuple[str, str] = slugs) -> str:
            return reverse("members:unite", args=slugs)

        yield Row(pair.said_at, pair, address, pair.first_id)


# By the value that the address has for them.
KINDS: Mapping[str, Kind] = {
    "aenderung": Kind(
        pgettext_lazy("what waits", "Change"),
        _("Changes"),
        lambda user: _proposals(Profile.objects.awaiting_decision_by(user)),
        lambda user: _proposals(Profile.objects.withheld_from(user)),
        goes_to_office=True,
    ),
    "nachweis": Kind(
        _("Proof"),
        _("Proofs"),
        lambda user: _proofs(Credential.objects.awaiting_decision_by(user)),
        lambda user: _proofs(Credential.objects.withheld_from(user)),
        goes_to_office=True,
    ),
    "wechsel": Kind(
        _("Change of network"),
        _("Changes of network"),
        lambda user: _moves(Move.objects.awaiting_decision_by(user)),
        lambda user: _moves(Move.objects.withheld_from(user)),
        goes_to_office=True,
    ),
    "bewerbung": Kind(
        _("Application"),
        _("Applications"),
        lambda user: _applications(
            Application.objects.awaiting_decision_by(user).select_related("network")
        ),
        lambda user: _applications(
            Application.objects.withheld_from(user).select_related("network")
        ),
        goes_to_office=True,
    ),
    "hinweis": Kind(
        _("Report of an error"),
        _("Reports of errors"),
        lambda user: _reports(Report.objects.awaiting_decision_by(user)),
        goes_to_office=True,
    ),
    "verstummt": Kind(
        pgettext_lazy("what waits", "Silent"),
        pgettext_lazy("what waits", "Silent members"),
        lambda user: _questions(Asked.objects.silent().expected_from(user)),
        lambda user: _questions(Asked.objects.silent().withheld_from(user)),
    ),
    "weg": Kind(
        _("Does not exist any more"),
        _("Do not exist any more"),
        lambda user: _questions(Asked.objects.gone().expected_from(user)),
        lambda user: _questions(Asked.objects.gone().withheld_from(user)),
    ),
    "abgelaufen": Kind(
        _("Ended proof"),
        _("Ended proofs"),
        lambda user: _ended(
            Credential.objects.ended_expected_from(user, timezone.now())
        ),
    ),
    "doppelt": Kind(
        _("Likely double"),
        _("Likely doubles"),
        lambda user: _doubles(
            Pair.objects.awaiting_decision_by(user).select_related("first", "second")
        ),
    ),
}


@cache
def kinds() -> Mapping[str, Kind]:
    """Those of this app, and of later ones."""
    others = {name: import_string(path) for name, path in settings.WAITING.items()}
    return {**KINDS, **others}


def awaiting(user: User) -> list[Item]:
    return _items({name: kind.awaiting(user) for name, kind in kinds().items()})


def withheld(user: User) -> list[Item]:
    """What others have to decide, since the person edits the organisation."""
    return _items({name: kind.withheld(user) for name, kind in kinds().items()})


def _items(found: Mapping[str, Iterable[Row]]) -> list[Item]:
    rows = [(kind, row) for kind, some in found.items() for row in some]
    ids = {row.organisation for _kind, row in rows if row.organisation}
    organisations = _organisations(ids)
    items = [
        _item(kind, row, organisations.get(row.organisation or 0)) for kind, row in rows
    ]
    return sorted(items, key=lambda item: item.since)


def _item(kind: str, row: Row, organisation: Any) -> Item:
    """``organisation`` comes with its title and its memberships of today."""
    if organisation is None:
        title, networks, slug = row.title, row.networks, ""
    else:
        current = organisation.current_memberships
        networks = tuple(membership.network for membership in current)
        title, slug = organisation.title, organisation.slug
    address = row.address(slug)
    return Item(kind, title, networks, row.since, row.subject, address)


def _organisations(ids: Iterable[int]) -> dict[int, Organisation]:
    current = Membership.objects.current().select_related("network")
    memberships = Prefetch(
        "memberships", current.order_by("network__position"), "current_memberships"
    )
    found = Organisation.objects.named().filter(pk__in=ids)
    return {one.pk: one for one in found.prefetch_related(memberships)}
