"""The frame of the signed-in areas: where one is, and for which organisation."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance.http import SignedInRequest
from alliance.models import User
from members.areas import Areas, areas_of
from members.chronicle import office_for
from members.history import Told, as_what
from members.models import Organisation

register = template.Library()

# The parts of an organisation's entry: name of the page, and what it is called.
PARTS = [
    ("desk", _("Overview")),
    ("edit", _("Profile")),
    ("sites", _("Sites")),
    ("proofs", _("Proofs")),
    ("team", _("Editors")),
    ("reports", pgettext_lazy("what others report", "Reports")),
    ("history", _("History")),
]


@register.simple_tag(takes_context=True)
def areas(context: Context) -> Areas:
    """What the person of the request may open."""
    return areas_of(context["request"].user)


@register.inclusion_tag("members/workspace/head.html", takes_context=True)
def desk_head(context: Context, *, organisation: Organisation) -> dict[str, object]:
    """The organisation that one works for, its parts, and the way to another.

    ``organisation`` is one of ``Organisation.objects.named()``.
    """
    request: SignedInRequest = context["request"]
    edited = list(Organisation.objects.edited_by(request.user).named())
    edits = organisation in edited
    return {
        "organisation": organisation,
        "others": [other for other in edited if other != organisation],
        "acting_as": "" if edits else _acting_as(organisation, request.user),
        "parts": [
            (address, label, _is_current(address, request.path))
            for address, label in _addresses(organisation.slug, edits=edits)
        ],
        "path": request.path,
    }


def _is_current(address: str, path: str) -> bool:
    """The KURSNET number is changed from the page of the sites."""
    parts = (address, address.replace("/standorte/", "/kursnet/"))
    return path.startswith(parts)


@register.inclusion_tag("components/history_list.html")
def history_list(entries: Sequence[Told], *, is_short: bool = False) -> dict:
    """The journal in sentences; in short, without what was before and after."""
    return {"entries": entries, "is_short": is_short}


def _acting_as(organisation: Organisation, user: User) -> str:
    role = office_for(organisation, user)
    return as_what(role.kind, role.network.name if role.network else "")


def _addresses(slug: str, *, edits: bool) -> list[tuple[str, str]]:
    """Words are for those who edit; the coordination writes them at its own place."""
    found = []
    for name, label in PARTS:
        if name == "edit" and not edits:
            continue
        found.append((reverse(f"members:{name}", args=[slug]), str(label)))
    return found
