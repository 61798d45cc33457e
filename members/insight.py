"""Who may see and change what of an organisation, asked of the rights themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import batched, groupby
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


NONE = Rights()
# Those that a person holds; what is online, everybody reads.
RIGHTS = len(NONE) - 1


@dataclass(frozen=True)
class Group:
    """People with the same rights, and what they are to the organisation."""

    label: str | Promise
    rights: Rights = NONE
    roles: tuple[Role, ...] = ()
    people: tuple[User, ...] = ()

    @property
    def everybody(self) -> list[User]:
        return [*self.people, *(role.person for role in self.roles)]


def groups(organisation: Organisation, editors: list[Editor]) -> list[Group]:
    """Everybody, from the editors to the public."""
    roles = _roles(organisation)
    found = [*_of_editors(editors), *_of_roles(roles)]
    both = {role.person_id for role in roles} & {one.person_id for one in editors}
    # Of someone who is nothing else to the organisation, if there is one.
    typical = [min(group.everybody, key=lambda one: one.pk in both) for group in found]
    is_online, held = _held(organisation, typical)
    return [
        *(
            replace(group, rights=Rights(is_online, *rights))
            for group, rights in zip(found, held, strict=True)
        ),
        Group(_("Everyone, without signing in"), Rights(reads=is_online)),
    ]


def _roles(organisation: Organisation) -> list[Role]:
    """The office's last; those of networks it has left see its file, no more."""
    current = Role.objects.current()
    networks = organisation.memberships.values("network")
    roles = current.coordination().filter(network__in=networks) | current.office()
    order = F("network__position").asc(nulls_last=True), "network__name", "kind", "pk"
    return list(roles.select_related("person", "network").order_by(*order))


def _of_editors(editors: list[Editor]) -> Iterator[Group]:
    for is_main, label in ((True, _("Main editor")), (False, _("Editors"))):
        people = [one.person for one in editors if one.is_main == is_main]
        if people:
            yield Group(label, people=tuple(people))


def _of_roles(roles: list[Role]) -> Iterator[Group]:
    for network, group in groupby(roles, key=lambda role: role.network):
        yield Group(str(network or _("Alliance office")), roles=tuple(group))


def _held(
    organisation: Organisation, people: list[User]
) -> tuple[bool, Iterator[tuple[bool, ...]]]:
    """Whether it is online, and what each may do, as in ``Rights``: one question."""
    listed = DirectoryEntry.objects.listed().filter(organisation=OuterRef("pk"))
    asked = [
        Exists(rows.filter(pk=OuterRef("pk")))
        for person in people
        for rows in (
            Organisation.objects.kept_by(person),
            Organisation.objects.decided_by(person),
            Organisation.objects.decided_by(person, OFFICE_MAY_DECIDE_AFTER),
            Organisation.objects.headed_by(person),
        )
    ]
    own = Organisation.objects.filter(pk=organisation.pk)
    is_online, *held = own.values_list(Exists(listed), *asked).get()
    return is_online, batched(held, RIGHTS)
