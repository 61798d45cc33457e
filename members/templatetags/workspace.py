"""The frame of the signed-in areas: where one is, and for which organisation."""

from __future__ import annotations

from contextlib import suppress

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from alliance.http import SignedInRequest
from members.areas import Areas, areas_of
from members.models import Organisation

register = template.Library()

# The parts of an organisation's entry: name of the page, and what it is called.
PARTS = [
    ("desk", _("Overview")),
    ("edit", _("Profile")),
    ("sites", _("Sites")),
    ("proofs", _("Proofs")),
    ("team", _("Editors")),
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
    edited = Organisation.objects.edited_by(request.user).named()
    return {
        "organisation": organisation,
        "others": edited.exclude(pk=organisation.pk),
        "parts": [
            (address, label, request.path.startswith(address))
            for address, label in _addresses(organisation.slug)
        ],
        "path": request.path,
    }


def _addresses(slug: str) -> list[tuple[str, str]]:
    found = []
    for name, label in PARTS:
        with suppress(NoReverseMatch):
            found.append((reverse(f"members:{name}", args=[slug]), str(label)))
    return found
