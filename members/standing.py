"""How an organisation's entry stands: in one sentence, with who acts next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alliance.lapse import ago, since
from members.models import Membership, Organisation, Profile
from members.querysets import OFFICE_MAY_DECIDE_AFTER, OrganisationQuerySet
from members.states import OPEN
from members.states import ProfileState as State
from networks.naming import coordination


class Turn(StrEnum):
    """Who acts next."""

    EDITORS = "editors"
    COORDINATION = "coordination"
    NOBODY = "nobody"


class Tone(StrEnum):
    """The stop before the sentence; the stylesheet knows them as ``state-…``."""

    EMPTY = "empty"
    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    ONLINE = "online"


class Case(NamedTuple):
    """One way in which an entry stands, told to its editors and about them."""

    tone: Tone
    turn: Turn
    own: str | Promise
    others: str | Promise


EMPTY = Case(
    Tone.EMPTY,
    Turn.EDITORS,
    _("Nothing has been written here yet. It takes about ten minutes."),
    _("Nothing has been written here yet."),
)
FIRST_DRAFT = Case(
    Tone.DRAFT,
    Turn.EDITORS,
    _("Your profile has been a draft since %(moment)s. It is your turn."),
    _("The editors have been writing a first draft since %(moment)s."),
)
DRAFT = Case(
    Tone.DRAFT,
    Turn.EDITORS,
    _("Your change has been a draft since %(moment)s. It is your turn."),
    _("The editors have been writing a change since %(moment)s."),
)
SUBMITTED = Case(
    Tone.WAITING,
    Turn.COORDINATION,
    _("The %(coordination)s has been looking at your change since %(moment)s."),
    _("The %(coordination)s has been looking at the change since %(moment)s."),
)
LATE = Case(
    Tone.WAITING,
    Turn.COORDINATION,
    _(
        "The %(coordination)s has been looking at your change since %(moment)s. By now "
        "the alliance office may decide, too."
    ),
    _(
        "The %(coordination)s has been looking at the change since %(moment)s. By now "
        "the alliance office may decide, too."
    ),
)
WITH_THE_OFFICE = Case(
    Tone.WAITING,
    Turn.COORDINATION,
    _("The alliance office has been looking at your change since %(moment)s."),
    _("The alliance office has been looking at the change since %(moment)s."),
)
RETURNED = Case(
    Tone.RETURNED,
    Turn.EDITORS,
    _("Your change came back with an answer %(moment)s. It is your turn."),
    _("The change went back with an answer %(moment)s. It is the editors’ turn."),
)
ONLINE = Case(
    Tone.ONLINE,
    Turn.NOBODY,
    _(
        "Your profile has been online like this since %(moment)s. There is nothing to "
        "do right now."
    ),
    _("The profile has been online like this since %(moment)s."),
)
UNLISTED = Case(
    Tone.WAITING,
    Turn.COORDINATION,
    _(
        "Your profile is approved but not online: no membership in a network is valid "
        "today. Please ask the coordination."
    ),
    _(
        "The profile is approved but not online: no membership in a network is valid "
        "today."
    ),
)
RESTING = Case(
    Tone.WAITING,
    Turn.COORDINATION,
    _(
        "Your membership rests, so your profile is not online. Please ask the "
        "coordination."
    ),
    _("The membership rests, so the profile is not online."),
)
WITHDRAWN = Case(
    Tone.EMPTY,
    Turn.EDITORS,
    _(
        "Your profile is not online any more. Please ask the coordination why, or "
        "write a new one."
    ),
    _("The profile is not online any more."),
)


class Held(NamedTuple):
    """An organisation with all that decides how its entry stands."""

    organisation: Organisation
    open: Profile | None
    live: Profile | None
    networks: list[str]  # the names of those in which it is a member today
    is_listed: bool
    was_online: bool
    rests: bool = False  # in all networks in which it is a member today

    @property
    def shown(self) -> Profile | None:
        """What its editors see and change: the proposal, else what is online."""
        return self.open or self.live


class Standing(NamedTuple):
    sentence: str
    tone: Tone
    turn: Turn
    # What the public reads meanwhile, where that is not plain.
    aside: str


def held(organisations: OrganisationQuerySet) -> list[Held]:
    """By their titles; in three statements, however many they are."""
    versions = Profile.objects.filter(Q(state__in=OPEN) | Q(state=State.PUBLISHED))
    memberships = Membership.objects.current().select_related("network")
    found = (
        organisations.named()
        .select_related("entry")
        .annotate(
            was_online=Exists(
                Profile.objects.filter(
                    organisation=OuterRef("pk"), published_at__isnull=False
                )
            )
        )
    )
    rows = found.prefetch_related(
        Prefetch("profiles", versions.select_related("return_reason"), "versions"),
        Prefetch("memberships", memberships.order_by("network__position"), "current"),
    )
    return [_held(row) for row in rows]


def _held(row: Organisation) -> Held:
    versions: Iterable[Profile] = getattr(row, "versions", ())
    memberships: Iterable[Membership] = getattr(row, "current", ())
    by_state = {version.state == State.PUBLISHED: version for version in versions}
    return Held(
        organisation=row,
        open=by_state.get(False),
        live=by_state.get(True),
        networks=[membership.network.name for membership in memberships],
        is_listed=_is_listed(row),
        was_online=getattr(row, "was_online", False),
        rests=_rests(memberships),
    )


def _rests(memberships: Iterable[Membership]) -> bool:
    resting = [one.suspended_on is not None for one in memberships]
    return bool(resting) and all(resting)


def _is_listed(row: Organisation) -> bool:
    entry = getattr(row, "entry", None)
    today = timezone.localdate()
    return bool(
        entry
        and entry.listed_from <= today
        and (entry.listed_until is None or entry.listed_until >= today)
    )


def standing(
    one: Held, now: datetime | None = None, *, is_own: bool = True
) -> Standing:
    """What is to be said of it today: to its editors, or to others about it."""
    case = _case(one, now or timezone.now())
    words = {"moment": _moment(one, case, now)}
    words["coordination"] = coordination(one.networks)
    sentence = str(case.own if is_own else case.others) % words
    return Standing(sentence, case.tone, case.turn, _meanwhile(one))


def _case(one: Held, now: datetime) -> Case:
    if one.open is None:
        return _at_rest(one)
    match one.open.state:
        case State.RETURNED:
            return RETURNED
        case State.SUBMITTED:
            return _submitted(one, one.open, now)
        case _:
            return DRAFT if one.live else FIRST_DRAFT


def _at_rest(one: Held) -> Case:
    if one.live:
        away = RESTING if one.rests else UNLISTED
        return ONLINE if one.is_listed else away
    return WITHDRAWN if one.was_online else EMPTY


def _submitted(one: Held, proposal: Profile, now: datetime) -> Case:
    if not one.networks:
        return WITH_THE_OFFICE
    at = proposal.submitted_at or proposal.created_at
    return LATE if at <= now - OFFICE_MAY_DECIDE_AFTER else SUBMITTED


def _moment(one: Held, case: Case, now: datetime | None) -> str:
    shown = one.shown
    if shown is None:
        return ""
    if case is RETURNED:
        return ago(shown.reviewed_at or shown.created_at, now)
    moments = {
        State.SUBMITTED.value: shown.submitted_at,
        State.PUBLISHED.value: shown.published_at,
    }
    return since(moments.get(shown.state) or shown.created_at, now)


def _meanwhile(one: Held) -> str:
    if one.open is None:
        return ""
    if one.live and one.is_listed:
        return gettext("Until it is approved, the version that is online stays there.")
    return gettext("Nothing of it is online yet.")
