"""Who has confirmed what is online, who was asked, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance.lapse import days_since
from members.directory.fold import fold
from members.filters import Sieve, Sieves
from members.models import Membership, Organisation
from members.querysets.freshness import AGAIN_AFTER, ASKED_AFTER, before
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

# What the coordination is to see to stands first.
STATES: dict[str, str | Promise] = {
    "weg": _("does not exist any more"),
    "verstummt": _("silent"),
    "niemand": _("nobody to ask"),
    "zweiter-brief": _("second letter sent"),
    "brief": _("letter sent"),
    "aenderung": _("wants to change something"),
    "faellig": _("to be asked next"),
    "bestaetigt": pgettext_lazy("details", "confirmed"),
}
YEAR = timedelta(days=365)
AGES = {
    "halb": (_("longer than half a year"), ASKED_AFTER),
    "jahr": (_("longer than a year"), YEAR),
    "zwei": (_("longer than two years"), 2 * YEAR),
}


class Line(NamedTuple):
    """One member, and how its round stands."""

    slug: str
    title: str
    networks: list[str]  # slugs
    network_names: list[str]
    confirmed_at: datetime | None
    created_at: datetime
    fresh_since: datetime
    last_time: int | None
    last_person: int | None
    last_answer: str
    last_at: datetime | None

    @property
    def state(self) -> str:
        if self.last_at is None:
            is_due = self.fresh_since < before(timezone.now(), ASKED_AFTER)
            return "faellig" if is_due else "bestaetigt"
        if self.last_answer:
            return {"gone": "weg", "change": "aenderung"}[self.last_answer]
        if self.last_person is None:
            return "niemand"
        if self.last_time == 1:
            return "brief"
        is_late = self.last_at < before(timezone.now(), AGAIN_AFTER)
        return "verstummt" if is_late else "zweiter-brief"

    @property
    def label(self) -> str | Promise:
        return STATES[self.state]

    @property
    def is_waiting(self) -> bool:
        """Whether the coordination is to see to it."""
        return self.state in ("weg", "verstummt", "niemand")

    @property
    def days(self) -> int:
        """Since the last confirmation, or since it has been there at all."""
        return days_since(self.confirmed_at or self.created_at)

    def is_older_than(self, span: timedelta) -> bool:
        return (self.confirmed_at or self.created_at) < before(timezone.now(), span)


def lines(user: User, networks: Iterable[Network]) -> list[Line]:
    """The members of these networks that are asked, the most pressing first."""
    ids = [network.pk for network in networks]
    own = Organisation.objects.coordinated_by(user).members_of(ids)
    current = Membership.objects.current().filter(organisation=OuterRef("pk"))
    current = current.order_by("network__position")
    asked = own.asked_about().asked_so_far().named()
    rows = asked.annotate(
        networks=ArraySubquery(current.values("network__slug")),
        network_names=ArraySubquery(current.values("network__name")),
    ).values_list(*Line._fields)
    order = {state: place for place, state in enumerate(STATES)}
    return sorted(
        (Line(*row) for row in rows),
        key=lambda one: (order[one.state], -one.days, fold(one.title)),
    )


def sieves(networks: Iterable[Network]) -> Sieves:
    names = {network.slug: network.name for network in networks}
    ages = {name: label for name, (label, _span) in AGES.items()}
    own = {
        "stand": Sieve(
            _("State"),
            STATES,
            lambda one, value: one.state == value,
        ),
        "alter": Sieve(
            _("Not confirmed for"),
            ages,
            lambda one, value: one.is_older_than(AGES[value][1]),
        ),
    }
    # One network is no choice.
    if len(names) > 1:
        own["netzwerk"] = Sieve(
            _("Network"), names, lambda one, value: value in one.networks
        )
    return own
