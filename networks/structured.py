"""A network in the words of schema.org."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from alliance.structured import Thing, graph, named, thing, trail

FRAGMENT = "netzwerk"


def network(row: dict[str, Any]) -> Thing:
    """The row is one of ``networks.overview``."""
    path = reverse("networks:detail", args=[row["slug"]])
    organisation = named(path, FRAGMENT) | thing(
        "Organization",
        name=row["name"],
        legalName=row["legal_name"],
        url=f"{settings.SITE_URL}{path}",
        sameAs=row["website"],
        email=row["email"],
        telephone=row["telephone"],
        areaServed=[{"@type": "City", "name": city["name"]} for city in row["cities"]],
        parentOrganization=named("/", "buendnis"),
    )
    steps = (_("Networks"), reverse("networks:list")), (row["name"], path)
    return graph(organisation, trail(*steps))
