"""The office's lists in groups, by what one looks for rather than by app."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(NamedTuple):
    key: str
    name: str | Promise
    # As "app.Model"; a list that stands nowhere goes into the last group.
    models: tuple[str, ...]


GROUPS = (
    Group(
        "mitglieder",
        _("Members"),
        (
            *("members.Organisation", "members.Membership", "members.Profile"),
            *("members.Site", "members.Credential", "members.Application"),
            "members.Report",
        ),
    ),
    Group(
        "menschen",
        _("People and offices"),
        ("alliance.User", "members.Editor", "networks.Role"),
    ),
    Group(
        "orte",
        _("Networks and places"),
        ("networks.Network", "networks.City", "members.PostalCode"),
    ),
    Group("aktuelles", _("News"), ("news.Post", "news.OldAddress")),
    Group(
        "worte",
        _("Words"),
        ("members.Term", "alliance.Page", "alliance.PortalSettings"),
    ),
    Group(
        "post",
        _("Journal and letters"),
        ("alliance.JournalEntry", "alliance.Mail"),
    ),
)


def grouped(apps: dict[str, Any]) -> list[dict[str, Any]]:
    """Django's dictionary of apps as a list of our groups."""
    known = {
        f"{label}.{model['object_name']}": model
        for label, app in apps.items()
        for model in app["models"]
    }
    placed = {name for group in GROUPS for name in group.models}
    others = tuple(name for name in known if name not in placed)
    found = []
    for group in GROUPS:
        names = group.models + (others if group is GROUPS[-1] else ())
        models = [known[name] for name in names if name in known]
        found.append(
            {
                "name": group.name,
                "app_label": group.key,
                "app_url": "",
                "has_module_perms": True,
                "models": models,
            }
        )
    return found
