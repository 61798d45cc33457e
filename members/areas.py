"""Which areas of the portal a person has, for the navigation of signed-in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from alliance.models import User
from members.models import Editor
from networks.models import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True)
class Areas:
    edits: bool = False
    coordinates: bool = False
    is_office: bool = False


def areas_of(user: User | AnonymousUser) -> Areas:
    """Asked once for each request: a user lives no longer than that."""
    if not isinstance(user, User):
        return Areas()
    known = vars(user)
    if "_areas" not in known:
        known["_areas"] = _ask(user)
    return known["_areas"]


def _ask(user: User) -> Areas:
    roles = Role.objects.current().filter(person=OuterRef("pk"))
    asked = User.objects.filter(pk=user.pk).values_list(
        Exists(Editor.objects.present().filter(person=OuterRef("pk"))),
        Exists(roles.coordination()),
        Exists(roles.office()),
    )
    for edits, coordinates, is_office in asked:
        return Areas(edits, coordinates or is_office, is_office)
    return Areas()
