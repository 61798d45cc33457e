"""Sites as their editors read them: in a list, and beside what others wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

from django.forms import BaseForm
from django.utils.translation import gettext as _

from members.forms.hours import Hours, clock
from members.merging import Conflict
from members.models import Organisation, PostalCode, Site, Term
from members.opening import Day, days_of, weekday


class Row(NamedTuple):
    """A site in the list of an organisation's sites."""

    site: Site
    days: list[Day]
    access: list[str]
    is_rough: bool  # its point is the middle of its postal code


class Difference(NamedTuple):
    """A field that two people changed, in words."""

    label: str
    theirs: str
    ours: str


def listed(organisation: Organisation) -> list[Row]:
    found = organisation.sites.select_related("city")
    found = found.prefetch_related("accessibility", "opening_hours")
    sites = list(found.order_by("position", "pk"))
    middles = _middles(site.postal_code for site in sites)
    return [
        Row(
            site,
            days_of(site.opening_hours.all()),
            [term.name for term in site.accessibility.all()],
            middles.get(site.postal_code) == (site.latitude, site.longitude),
        )
        for site in sites
    ]


def _middles(codes: Iterable[str]) -> dict[str, tuple[float, float]]:
    known = PostalCode.objects.filter(code__in=set(codes))
    return {one.code: (one.latitude, one.longitude) for one in known}


def differences(form: BaseForm, conflicts: Mapping[str, Conflict]) -> list[Difference]:
    return [
        Difference(
            _label(form, name), _said(name, found.theirs), _said(name, found.ours)
        )
        for name, found in conflicts.items()
    ]


def _label(form: BaseForm, name: str) -> str:
    return _("opening hours") if name == "hours" else str(form.fields[name].label)


def _said(name: str, value: Any) -> str:
    if name == "hours":
        return _spoken(cast("Hours", value)) or _("no times")
    if name == "accessibility":
        terms = Term.objects.filter(pk__in=value).order_by("position", "pk")
        return ", ".join(term.name for term in terms) or _("nothing")
    return str(value) or _("nothing")


def _spoken(hours: Hours) -> str:
    return "\n".join(
        f"{weekday(day)} {clock(opens)}–{clock(closes)}" for day, opens, closes in hours
    )
