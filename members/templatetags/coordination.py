"""What the pages of coordination say again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.http import SignedInRequest
from alliance.lapse import days_since, in_words
from alliance.models import User
from members.belonging import Belonging
from members.chronicle import office_for
from members.filters import Filter
from members.forms.review import DecisionForm
from members.history import as_what
from members.logos import digest
from members.models import Organisation
from members.review import Choice, Field
from members.roll import PROPOSALS
from networks.acting import is_office, offices, role_for
from networks.models import Role

register = template.Library()


class Part(NamedTuple):
    """A part of the area: its page, what it is called, and the pages it leads to."""

    name: str
    label: str | Promise
    below: tuple[str, ...] = ()


PARTS = [
    Part("members:worklist", gettext_lazy("Work list")),
    Part(
        "members:members",
        gettext_lazy("Members"),
        (
            "members:add-organisation",
            "members:take-over",
            "members:imports",
            "members:doubles",
            "members:removed",
        ),
    ),
    Part("members:applications", gettext_lazy("Applications")),
    Part("members:freshness", gettext_lazy("Freshness"), ("members:inventories",)),
    Part("news:desk", gettext_lazy("Posts")),
    Part("members:substitutes", gettext_lazy("Substitutes")),
]
OF_OFFICE = [Part("members:offices", gettext_lazy("Offices"))]


@register.filter
def how_long(moment: datetime) -> str:
    """Since when something waits, as one would say it."""
    days = days_since(moment)
    if days == 0:
        return _("since today, %(time)s") % {"time": clock(moment)}
    if days == 1:
        return _("since yesterday")
    return _("for %(days)s days") % {"days": in_words(days)}


@register.filter
def clock(moment: datetime) -> str:
    return _("%(time)s o’clock") % {
        "time": date_format(timezone.localtime(moment), "H:i")
    }


@register.filter
def moment(moment: datetime) -> str:
    """The time, and the day unless it is today: as after “by …”."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return _("at %(time)s") % {"time": clock(moment)}
    day = date_format(local, "j. F Y")
    return _("on %(day)s at %(time)s") % {"day": day, "time": clock(moment)}


@register.inclusion_tag("members/coordination/head.html", takes_context=True)
def coordination_head(context: Context) -> dict[str, object]:
    """For whom a person decides here, until when, and the parts of the area."""
    request: SignedInRequest = context["request"]
    user = request.user
    return {
        "offices": offices(user),
        "acting_as": _acting_as(user, context),
        "parts": _parts(request.path, PARTS + OF_OFFICE * is_office(user)),
    }


def _acting_as(user: User, context: Context) -> str:
    """Where one holds several offices: which of them counts on this page."""
    if len(offices(user)) == 1:
        return ""
    for name in ("move", "membership"):
        if one := context.get(name):
            return _as_what(role_for(user, [one.network_id]))
    organisation = context.get("organisation")
    return _as_what(office_for(organisation, user)) if organisation else ""


def _parts(path: str, parts: Sequence[Part]) -> list[tuple[str, str, str]]:
    """Addresses and names, and whether one is on the page or below it."""
    return [
        (reverse(part.name), str(part.label), _current(path, part)) for part in parts
    ]


def _current(path: str, part: Part) -> str:
    own, *below = (reverse(name) for name in (part.name, *part.below))
    if path == own:
        return "page"
    if own != reverse("members:worklist"):
        below.append(own)
    return "true" if path.startswith(tuple(below)) else ""


def _as_what(role: Role) -> str:
    return as_what(role.kind, role.network.name if role.network else "")


@register.inclusion_tag("components/belonging_line.html")
def belonging_line(one: Belonging, *, slug: str) -> dict[str, object]:
    """A membership in the file of a member, with what one may do about it."""
    return {"one": one, "held": one.membership, "slug": slug}


@register.simple_tag
def proposed_logo(*, slug: str, name: str) -> str:
    """Where whoever decides sees an image that is not online yet."""
    return reverse("members:proposed-logo", args=[slug, digest(name)])


@register.simple_tag
def proposal_label(state: str) -> str:
    return str(PROPOSALS[state])


@register.inclusion_tag("components/export_form.html", takes_context=True)
def export_form(context: Context, *, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Buttons that give the members whom these parameters leave as a file."""
    return {"parameters": parameters, "csrf_token": context["csrf_token"]}


@register.inclusion_tag("components/filter_links.html")
def filter_links(filters: Sequence[Filter]) -> dict[str, object]:
    return {"filters": filters}


@register.inclusion_tag("components/waiting_line.html")
def waiting_line(line: Any) -> dict[str, object]:
    """A row of the work list; ``line`` has an item, and a review where it is small."""
    return {"item": line.item, "trifle": line.trifle}


@register.inclusion_tag("components/galley.html")
def galley(
    form: DecisionForm, *, organisation: Organisation, is_first: bool
) -> dict[str, object]:
    """All that changes, what is online on the left and the proposal on the right."""
    return {"form": form, "organisation": organisation, "is_first": is_first}


@register.inclusion_tag("components/choice_list.html")
def choice_list(
    choices: Sequence[Choice], *, has_addresses: bool = False
) -> dict[str, object]:
    """Terms or addresses, with those marked that go or come."""
    return {"choices": choices, "has_addresses": has_addresses}


@register.inclusion_tag("components/field_side.html")
def field_side(field: Field, *, slug: str, is_after: bool) -> dict[str, object]:
    """One field as it is online, or as it is proposed."""
    groups = field.changed_groups if field.is_changed else field.groups
    sides = [(one, one.after if is_after else one.before) for one in groups]
    return {
        "field": field,
        "slug": slug,
        "is_after": is_after,
        "words": field.words
        and (field.words.after if is_after else field.words.before),
        "logo": field.logos and (field.logos.after if is_after else field.logos.before),
        "groups": [(group, choices) for group, choices in sides if choices],
    }


@register.inclusion_tag("components/change_in_line.html")
def change_in_line(field: Field) -> dict[str, object]:
    """All that a field loses and gains, in the run of a line."""
    return {"field": field}


@register.inclusion_tag("components/proof_marks.html")
def proof_marks(field: Field) -> dict[str, object]:
    """What a proof-reader puts into the margin: how much goes, how much comes."""
    removed, added = field.extent
    return {"removed": removed, "added": added, "is_words": field.words is not None}


@register.inclusion_tag("components/pick.html")
def pick(row: Any, *, slugs: Sequence[str]) -> dict[str, object]:
    """A field in which two entries differ, with both sides to choose from."""
    return {"row": row, "slugs": slugs}
