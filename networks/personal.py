"""What the networks hold about a person: offices."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from alliance.models import User
from networks import offices
from networks.models import Role


def data(user: User) -> dict[str, Any]:
    return {
        "aemter": [
            {
                "amt": role.kind,
                "netzwerk": role.network.slug if role.network else None,
                "seit": role.since,
                "bis": role.until,
            }
            for role in user.roles.select_related("network")
        ]
    }


def consequences(user: User) -> list[str]:
    found = [
        _("Your office in %(network)s ends.") % {"network": role.network}
        for role in user.roles.current().filter(network__isnull=False)
    ]
    roles = user.roles.current()
    if roles.office().exists():
        found.append(_("You leave the alliance's office."))
        if not _others().office().exclude(person=user).exists():
            found.append(
                _(
                    "You are the last person of the office: after you nobody can give "
                    "out offices or open the administration. Please name someone first."
                )
            )
    for role in roles.coordination().select_related("network"):
        rest = _others().coordination().filter(network=role.network)
        if not rest.exclude(person=user).exists():
            found.append(
                _(
                    "%(network)s has nobody else who coordinates it; until there is "
                    "someone the office decides."
                )
                % {"network": role.network}
            )
    return found


def _others() -> Any:
    return Role.objects.current().filter(person__is_active=True)


def forget(user: User) -> None:
    """An office that has begun ends, one to come is not taken; nobody is named."""
    offices.lay_down(user)
