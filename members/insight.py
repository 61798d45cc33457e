"""Who may see and change what of an organisation, asked of the rights themselves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from members.models import DirectoryEntry, Editor, Organisation
from members.querysets import OFFICE_MAY_DECIDE_AFTER
from networks.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise

    from alliance.models import User


class Rights(NamedTuple):
    reads: bool = False  # what is online
    keeps: bool = False  # sees proposals and proofs, changes the entry
    decides: bool = False
    decides_late: bool = False
    heads: bool = False  # removes editors, names the main one


@dataclass(frozen=True)
class Group:
    """People with the same rights, and what they are to the organisation."""

    label: str | Promise
    rights: Rights
    roles: tuple[Role, ...] = ()
    people: tuple[User, ...] = ()


def groups(organisation: Organisation) -> list[Group]:
    """Everybody, from the editors to the public."""
    is_online = DirectoryEntry.objects.listed().filter(pk=organisation.pk).exists()
    editors = list(organisation.editors.select_related("person"))
    roles = _roles(organisation)
    ask = _Asking(organisation, is_online)
    return [
        *_of_editors(editors, ask, {role.person_id for role in roles}),
        *_of_roles(roles, ask, {editor.person_id for editor in editors}),
        Group(_("Everyone, without signing in"), Rights(reads=is_online)),
    ]


def _roles(organisation: Organisation) -> list[Role]:
    """The office's last; those of networks it has left see it, too."""
    current = Role.objects.current()
    networks = organisation.memberships.values("network")
    roles = current.coordination().filter(network__in=networks) | current.office()
    order = F("network__position").asc(nulls_last=True), "network__name", "kind", "pk"
    return list(roles.select_related("person", "network").order_by(*order))


def _of_editors(
    editors: list[Editor], ask: _Asking, others: set[int]
) -> Iterator[Group]:
    for is_main, label in ((True, _("Main editor")), (False, _("Editors"))):
        people = [one.person for one in editors if one.is_main == is_main]
        if people:
            yield Group(label, ask.rights(people, others), people=tuple(people))


def _of_roles(roles: list[Role], ask: _Asking, others: set[int]) -> Iterator[Group]:
    for network, group in groupby(roles, key=lambda role: role.network):
        held = tuple(group)
        rights = ask.rights([role.person for role in held], others)
        yield Group(str(network or _("Alliance office")), rights, roles=held)


class _Asking(NamedTuple):
    organisation: Organisation
    is_online: bool

    def rights(self, people: list[User], others: set[int]) -> Rights:
        """Of someone who is none of the others, too, if there is one."""
        user = min(people, key=lambda one: one.pk in others)
        organisations = Organisation.objects
        asked = (
            organisations.kept_by(user),
            organisations.decided_by(user),
            organisations.decided_by(user, OFFICE_MAY_DECIDE_AFTER),
            organisations.headed_by(user),
        )
        held = organisations.filter(pk=self.organisation.pk).values_list(
            *(Exists(one.filter(pk=OuterRef("pk"))) for one in asked)
        )
        return Rights(self.is_online, *held.get())
