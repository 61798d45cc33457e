"""As what a person acts: editor, coordinator, substitute, office."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from alliance.journal import Capacity
from alliance.models import JournalEntry
from networks.models import Role

if TYPE_CHECKING:
    from alliance.models import User


def as_coordination(user: User, networks: Iterable[int]) -> Capacity:
    """The office that lets the person act for one of these networks (their ids)."""
    roles = user.roles.current()
    own = roles.coordination().filter(network__in=networks).order_by("kind", "pk")
    if role := own.first():
        return Capacity(role.kind, role.network_id)
    if roles.office().exists():
        return Capacity(JournalEntry.Capacity.OFFICE)
    raise Role.DoesNotExist(f"{user} coordinates none of these networks.")
