"""The members of a person's networks, and what the coordination may want to see to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.directory.entries import phrase
from members.directory.fold import fold
from members.filters import Question, Sieve, Sieves, conditions
from members.models import Organisation
from members.proof_rows import SOON
from members.querysets import OrganisationQuerySet
from members.querysets.freshness import ASKED_AFTER
from members.states import ProfileState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

PROPOSALS = {
    "ohne": pgettext_lazy("proposal", "none"),
    ProfileState.DRAFT.value: ProfileState.DRAFT.label,
    ProfileState.SUBMITTED.value: ProfileState.SUBMITTED.label,
    ProfileState.RETURNED.value: ProfileState.RETURNED.label,
}


class Kind(NamedTuple):
    """All that filters ask about members, and how many there are of whom it is true."""

    networks: list[int]
    proposal: str  # the state of an open profile, if there is one
    is_complete: bool
    has_editor: bool
    has_signed_in: bool
    is_fresh: bool
    expires_soon: bool
    number: int


class Member(NamedTuple):
    """One row of the list."""

    pk: int
    slug: str
    title: str
    network_names: list[str]
    is_online: bool
    proposal: str
    is_complete: bool
    has_editor: bool
    has_signed_in: bool
    is_fresh: bool
    expires_soon: bool

    @property
    def remarks(self) -> list[str | Promise]:
        return [one.label for one in REMARKS.values() if one.applies(self)]


class Remark(NamedTuple):
    """What one may want to see to; ``condition`` says the same to the database."""

    label: str | Promise
    applies: Callable[[Kind | Member], bool]
    condition: Q


REMARKS = {
    "ohne-redaktion": Remark(
        _("no editor"), lambda one: not one.has_editor, Q(has_editor=False)
    ),
    "ohne-anmeldung": Remark(
        _("never signed in"),
        lambda one: one.has_editor and not one.has_signed_in,
        Q(has_editor=True, has_signed_in=False),
    ),
    "veraltet": Remark(
        _("not confirmed for 180 days"), lambda one: not one.is_fresh, Q(is_fresh=False)
    ),
    "unvollstaendig": Remark(
        _("incomplete"), lambda one: not one.is_complete, Q(is_complete=False)
    ),
    "nachweis": Remark(
        _("proof ends within 90 days"),
        lambda one: one.expires_soon,
        Q(expires_soon=True),
    ),
}
_ASKED = Kind._fields[:-1]


def of_networks(user: User, networks: Iterable[Network]) -> OrganisationQuerySet:
    """The members of these networks alone, as far as the person looks after them."""
    ids = [network.pk for network in networks]
    own = Network.objects.coordinated_by(user).filter(pk__in=ids)
    return Organisation.objects.members_of(own.values_list("pk", flat=True))


def found(own: OrganisationQuerySet, words: str) -> OrganisationQuerySet:
    """Those in whose names all these words stand, however they are spelt."""
    wanted = phrase(words).split()
    if not wanted:
        return own
    listed = Q(*(Q(entry__sort_key__contains=word) for word in wanted))
    # What is not in the directory has no folded name in the database; it is little.
    unlisted = own.filter(entry=None).named().values_list("pk", "title")
    also = [pk for pk, title in unlisted if all(one in fold(title) for one in wanted)]
    return own.filter(listed | Q(pk__in=also))


def surveyed(own: OrganisationQuerySet) -> OrganisationQuerySet:
    return own.surveyed(
        fresh_since=timezone.now() - ASKED_AFTER, soon=timezone.localdate() + SOON
    )


def narrowed(
    named: OrganisationQuerySet, asked: Question, sieves: Sieves
) -> OrganisationQuerySet:
    """Those whom the filters leave, from A to Z."""
    return surveyed(named).filter(conditions(asked, sieves)).from_a_to_z()


def kinds(own: OrganisationQuerySet) -> list[Kind]:
    """Members alike in all that filters ask about are one kind."""
    rows = surveyed(own).order_by().values_list(*_ASKED)
    return [Kind(*row) for row in rows.annotate(number=Count("pk"))]


def rows(page: OrganisationQuerySet) -> list[Member]:
    return [Member(*row) for row in page.values_list(*Member._fields)]


def sieves(networks: Iterable[Network]) -> Sieves:
    every = list(networks)
    names = {network.slug: network.name for network in every}
    ids = {network.slug: network.pk for network in every}
    own = {
        "netzwerk": Sieve(
            _("Network"),
            names,
            lambda one, value: ids[value] in one.networks,
            lambda value: Q(networks__contains=[ids[value]]),
        ),
        "vorschlag": Sieve(
            _("Proposal"),
            PROPOSALS,
            lambda one, value: (one.proposal or "ohne") == value,
            lambda value: Q(proposal="" if value == "ohne" else value),
        ),
        "auffaellig": Sieve(
            _("See to"),
            {name: remark.label for name, remark in REMARKS.items()},
            lambda one, value: REMARKS[value].applies(one),
            lambda value: REMARKS[value].condition,
        ),
    }
    # One network is no choice.
    if len(names) < 2:  # noqa: PLR2004
        del own["netzwerk"]
    return own
