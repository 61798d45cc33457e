"""Letters about memberships, one function for each; and about what is deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from alliance.models import User
from members.letters import title_of, to_editors
from members.models import Membership, Move, Organisation
from members.states import MoveState
from networks.models import Role

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: membership_begun"),
    gettext_noop("letter: membership_joined"),
    gettext_noop("letter: membership_ended"),
    gettext_noop("letter: membership_end_changed"),
    gettext_noop("letter: membership_suspended"),
    gettext_noop("letter: membership_resumed"),
    gettext_noop("letter: membership_moved"),
    gettext_noop("letter: move_asked"),
    gettext_noop("letter: move_answered"),
    gettext_noop("letter: organisation_removed"),
    gettext_noop("letter: organisation_restored"),
]


def membership_begun(membership: Membership) -> None:
    """To its editors, and to those who look after it already."""
    _about("membership_begun", membership)
    organisation = membership.organisation
    others = organisation.memberships.current().exclude(network=membership.network)
    context = {
        "title": title_of(organisation),
        "membership": membership,
        "address": reverse("members:file", args=[organisation.slug]),
    }
    for person in _coordination(others.values("network")):
        mail.write("membership_joined", context, to=person)


def membership_ended(membership: Membership, note: str) -> None:
    _about("membership_ended", membership, note=note)


def membership_end_changed(membership: Membership) -> None:
    _about("membership_end_changed", membership)


def membership_suspended(membership: Membership, note: str) -> None:
    _about("membership_suspended", membership, note=note)


def membership_resumed(membership: Membership) -> None:
    _about("membership_resumed", membership)


def membership_moved(left: Membership, begun: Membership) -> None:
    _about("membership_moved", begun, left=left)


def move_asked(move: Move) -> None:
    """To the coordination of the network that is asked; else to the office."""
    address = reverse("members:move", args=[move.pk])
    for person in _coordination([move.network_id]) or _office():
        mail.write("move_asked", _of_move(move) | {"address": address}, to=person)


def move_answered(move: Move) -> None:
    person = move.asked_by
    if person is None or not person.is_active:
        return
    slug = move.membership.organisation.slug
    context = _of_move(move) | {
        "is_accepted": move.state == MoveState.ACCEPTED,
        "address": reverse("members:file", args=[slug]),
    }
    mail.write("move_answered", context, to=person)


def organisation_removed(organisation: Organisation, *, by: User) -> None:
    """To its editors; and to its coordinations, where the office did it."""
    people = {editor.person for editor in organisation.editors.all()}
    networks = organisation.memberships.current_or_coming().values("network")
    people |= {*_coordination(networks)}
    context = {"title": title_of(organisation)}
    for person in sorted(people - {by}, key=lambda one: one.pk):
        if person.is_active:
            mail.write("organisation_removed", context, to=person)


def organisation_restored(organisation: Organisation) -> None:
    title = title_of(organisation)
    to_editors("organisation_restored", organisation, "members:desk", title=title)


def _about(kind: str, membership: Membership, **facts: object) -> None:
    """To the editors, with the networks in which it is a member all the same."""
    organisation = membership.organisation
    others = organisation.memberships.public().exclude(pk=membership.pk)
    facts |= {
        "title": title_of(organisation),
        "membership": membership,
        "others": [str(one.network) for one in others.select_related("network")],
    }
    to_editors(kind, organisation, "members:desk", **facts)


def _of_move(move: Move) -> dict[str, object]:
    organisation = move.membership.organisation
    return {"move": move, "title": title_of(organisation)}


def _coordination(networks: Iterable[int] | QuerySet) -> list[User]:
    roles = Role.objects.current().coordination().filter(network__in=networks)
    return _holders(roles)


def _office() -> list[User]:
    return _holders(Role.objects.current().office())


def _holders(roles: Iterable[Role]) -> list[User]:
    found = User.objects.filter(roles__in=roles, is_active=True).distinct()
    return list(found.order_by("pk"))
