"""As what a person acts: editor, coordinator, substitute, office."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from alliance.journal import Capacity
from networks.models import Role
from networks.querysets import COORDINATION

if TYPE_CHECKING:
    from alliance.models import User


def role_for(user: User, networks: Iterable[int] | QuerySet) -> Role:
    """The office that lets the person act for one of these networks (their ids)."""
    own = Q(network__in=networks, kind__in=COORDINATION)
    roles = user.roles.current().filter(own | Q(kind=Role.Kind.OFFICE))
    order = F("network").asc(nulls_last=True), "kind", "pk"
    if role := roles.select_related("network").order_by(*order).first():
        return role
    raise Role.DoesNotExist(f"{user} coordinates none of these networks.")


def as_coordination(user: User, networks: Iterable[int]) -> Capacity:
    role = role_for(user, networks)
    return Capacity(role.kind, role.network_id)


def offices(user: User) -> list[Role]:
    """What lets the person coordinate today: offices in networks, then the office.

    A user lives as long as a request, so a lost role is noticed with the next.
    """
    # As an attribute: a request's user may be lazy, and hands that on to the real one.
    known: list[Role] | None = getattr(user, "known_offices", None)
    if known is None:
        roles = user.roles.current()
        found = (roles.coordination() | roles.office()).select_related("network")
        known = list(found.order_by("network__position", "kind", "pk"))
        user.known_offices = known  # type: ignore[attr-defined]
    return known


def is_office(user: User) -> bool:
    return any(role.kind == Role.Kind.OFFICE for role in offices(user))
