"""The members of a person's networks, and what the coordination may want to see to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.directory.fold import fold
from members.filters import Sieve, Sieves
from members.models import Organisation
from members.proof_rows import SOON
from members.states import ProfileState
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

STALE_AFTER = timedelta(days=180)

PROPOSALS = {
    "ohne": pgettext_lazy("proposal", "none"),
    ProfileState.DRAFT.value: ProfileState.DRAFT.label,
    ProfileState.SUBMITTED.value: ProfileState.SUBMITTED.label,
    ProfileState.RETURNED.value: ProfileState.RETURNED.label,
}


class Member(NamedTuple):
    """One row of the list."""

    slug: str
    title: str
    networks: list[str]  # slugs
    network_names: list[str]
    proposal: str  # the state of an open profile, if there is one
    is_online: bool
    is_complete: bool
    has_editor: bool
    has_signed_in: bool
    confirmed_at: datetime | None
    expires_on: date | None

    @property
    def is_stale(self) -> bool:
        return not self.confirmed_at or self.confirmed_at < timezone.now() - STALE_AFTER

    @property
    def expires_soon(self) -> bool:
        ends = self.expires_on
        return ends is not None and ends <= timezone.localdate() + SOON

    @property
    def remarks(self) -> list[str | Promise]:
        return [label for label, applies in REMARKS.values() if applies(self)]


REMARKS = {
    "ohne-redaktion": (_("no editor"), lambda one: not one.has_editor),
    "ohne-anmeldung": (
        _("never signed in"),
        lambda one: one.has_editor and not one.has_signed_in,
    ),
    "veraltet": (_("not confirmed for 180 days"), lambda one: one.is_stale),
    "unvollstaendig": (_("incomplete"), lambda one: not one.is_complete),
    "nachweis": (_("proof ends within 90 days"), lambda one: one.expires_soon),
}


def members(user: User, networks: Iterable[Network]) -> list[Member]:
    """From A to Z, of these networks alone."""
    ids = [network.pk for network in networks]
    own = Organisation.objects.coordinated_by(user).members_of(ids).surveyed()
    rows = own.values_list(*Member._fields)
    return sorted((Member(*row) for row in rows), key=lambda one: fold(one.title))


def found(rows: Iterable[Member], words: str) -> list[Member]:
    """Those in whose names all these words stand, however they are spelt."""
    wanted = fold(words).split()
    return [one for one in rows if all(word in fold(one.title) for word in wanted)]


def sieves(networks: Iterable[Network]) -> Sieves:
    names = {network.slug: network.name for network in networks}
    own = {
        "netzwerk": Sieve(
            _("Network"), names, lambda one, value: value in one.networks
        ),
        "vorschlag": Sieve(
            _("Proposal"),
            PROPOSALS,
            lambda one, value: (one.proposal or "ohne") == value,
        ),
        "auffaellig": Sieve(
            _("See to"),
            {name: label for name, (label, _applies) in REMARKS.items()},
            lambda one, value: REMARKS[value][1](one),
        ),
    }
    # One network is no choice.
    if len(names) < 2:  # noqa: PLR2004
        del own["netzwerk"]
    return own
