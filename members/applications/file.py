"""Applications as the coordination reads them: as a list, and one with all about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from alliance.models import JournalEntry
from members import history
from members.directory.fold import fold
from members.doubles import Alike, Claims, alike
from members.filters import Sieve, Sieves
from members.history import Told
from members.models import Application, Organisation
from members.querysets import ApplicationQuerySet
from members.states import UNDECIDED, ApplicationState
from networks.models import Network

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alliance.models import User


PASSED_ON = "application.passed_on"
OPEN = "offen"
STATES = {
    OPEN: _("Undecided"),
    "wartet": ApplicationState.WAITING.label,
    "nachfrage": ApplicationState.ASKED.label,
    "aufgenommen": ApplicationState.ADMITTED.label,
    "abgelehnt": ApplicationState.DECLINED.label,
}
_BY_WORD = {
    OPEN: UNDECIDED,
    "wartet": (ApplicationState.WAITING,),
    "nachfrage": (ApplicationState.ASKED,),
    "aufgenommen": (ApplicationState.ADMITTED,),
    "abgelehnt": (ApplicationState.DECLINED,),
}


class Line(NamedTuple):
    """One row of the list."""

    pk: int
    name: str
    network: str  # its slug
    network_name: str
    place: str
    state: str
    waits_since: datetime
    decided_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in UNDECIDED

    @property
    def label(self) -> str:
        return str(ApplicationState(self.state).label)


_COLUMNS = (
    *("pk", "name", "network__slug", "network__name", "place", "state"),
    *("waits_since", "decided_at"),
)


def rows(user: User) -> list[Line]:
    """What is undecided first, the longest waiting before; then the latest decided."""
    own = Application.objects.coordinated_by(user).values_list(*_COLUMNS)
    lines = [Line(*row) for row in own.order_by("pk")]
    undecided = [line for line in lines if line.is_open]
    decided = [line for line in lines if not line.is_open]
    undecided.sort(key=lambda line: line.waits_since)
    decided.sort(key=lambda line: line.decided_at or line.waits_since, reverse=True)
    return undecided + decided


def found(lines: Iterable[Line], words: str) -> list[Line]:
    """Those in whose names all these words stand, however they are spelt."""
    wanted = fold(words).split()
    return [one for one in lines if all(word in fold(one.name) for word in wanted)]


def sieves(user: User) -> Sieves:
    networks = dict(Network.objects.coordinated_by(user).values_list("slug", "name"))
    own = {
        "stand": Sieve(
            _("State"), STATES, lambda one, value: one.state in _BY_WORD[value]
        ),
        "netzwerk": Sieve(
            _("Network"), networks, lambda one, value: one.network == value
        ),
    }
    # One network is no choice.
    if len(networks) < 2:  # noqa: PLR2004
        del own["netzwerk"]
    return own


def with_all(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """With whatever the page of one of them shows."""
    related = ("network", "came_from", "decided_by", "decline_reason", "organisation")
    return applications.select_related(*related).prefetch_related(
        "terms", "inquiries__asked_by"
    )


def events(application: Application) -> list[Told]:
    """What happened to it, the latest first."""
    return history.told(history.with_names(_entries(application)))


def passing(application: Application) -> JournalEntry:
    """Who passed it on last, and when."""
    entries = _entries(application).filter(verb=PASSED_ON)
    return entries.select_related("actor").latest("pk")


def doubles(application: Application, user: User) -> list[Alike]:
    """Organisations that are there already, and may be the one that applies."""
    claims = Claims(application.name, application.postal_code, application.website)
    return alike(claims, seen_by=user)


def admissible(found: Iterable[Alike], user: User) -> set[int]:
    """The ids of those that the person may take in: never what one edits oneself."""
    ids = [one.organisation.pk for one in found]
    own = Organisation.objects.admissible_by(user).filter(pk__in=ids)
    return set(own.values_list("pk", flat=True))


def others(application: Application, user: User) -> list[Application]:
    """Undecided ones that the same house or the same person may have sent."""
    undecided = Application.objects.coordinated_by(user).undecided()
    rest = undecided.exclude(pk=application.pk).select_related("network")
    name = fold(application.name)
    return [
        one
        for one in rest.order_by("waits_since")
        if one.contact_email == application.contact_email or fold(one.name) == name
    ]


def _entries(application: Application) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(
        verb__startswith="application.", subject=application.pk
    )
