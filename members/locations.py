"""Where an organisation is met, and its KURSNET number: live at once, and journalled.

Two people who change different fields of a site are merged (``members.merging``). Each
verb is one transaction and locks the organisation first.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alliance.errors import WrongStateError
from alliance.once import spend
from members import chronicle, places
from members.chronicle import Both
from members.directory import index
from members.locks import lock
from members.merging import Content, merge
from members.models import OpeningHours, Organisation, Site

if TYPE_CHECKING:
    from alliance.models import User

MOST_SITES = 30
LINES = ("label", "street", "postal_code", "place", "telephone", "email")
FIELDS = (*LINES, "accessibility", "hours", "point")
UNKNOWN_CODE = _("We do not know this postal code. Please check it.")


class TooManySitesError(Exception):
    """The organisation has as many sites as it may."""


def content(site: Site) -> dict[str, Any]:
    """What is said of a site, in plain values that a form can carry along."""
    hours = site.opening_hours.order_by("weekday", "opens")
    return {name: getattr(site, name) for name in LINES} | {
        "accessibility": sorted(term.pk for term in site.accessibility.all()),
        "hours": [
            [span.weekday, f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"]
            for span in hours
        ],
        "point": [site.latitude, site.longitude],
    }


def sight(site: Site) -> str:
    """What someone has looked at: this site in this version."""
    return f"{site.pk}-{site.revision}"


@transaction.atomic
def add(
    organisation: Organisation, *, said: Content, by: User, once: uuid.UUID
) -> Site:
    """A new site, at the point of its postal code, behind the others."""
    lock(organisation)
    spend(once, by=by)
    positions = organisation.sites.values_list("position", flat=True)
    if len(positions) >= MOST_SITES:
        raise TooManySitesError(f"{organisation} has {len(positions)} sites.")
    site = Site(organisation=organisation, position=max(positions, default=-1) + 1)
    _write(site, said)
    facts: Both = {}, {name: value for name, value in said.items() if value}
    _note("site.added", site, by=by, facts=facts)
    return site


@transaction.atomic
def change(site: Site, *, said: Content, began: Content, by: User) -> Site:
    """Write what differs from ``began``; a ``ConflictError`` where others wrote, too.

    Both have the same fields, any of ``FIELDS``. A new postal code moves the point.
    """
    site = _lock(site)
    changes = merge(content(site), began=began, wanted=said)
    if not changes:
        return site
    before = content(site)
    site.revision += 1
    _write(site, changes)
    after = content(site)
    changed = {name: (before[name], after[name]) for name in FIELDS}
    changed = {name: both for name, both in changed.items() if both[0] != both[1]}
    _note("site.changed", site, by=by, facts=chronicle.changed(changed))
    return site


@transaction.atomic
def remove(site: Site, *, by: User, seen: str) -> None:
    """Take a site away, exactly as it was ``seen`` (see ``sight``)."""
    site = _lock(site)
    if sight(site) != seen:
        raise WrongStateError(f"Site {site.pk} is not as it was seen.")
    organisation = site.organisation
    if is_needed(organisation):
        raise WrongStateError(f"{site} is the last site of {organisation}.")
    before = {name: value for name, value in content(site).items() if value}
    row = site.pk
    site.delete()
    facts: Both = before, {}
    chronicle.write("site.removed", organisation, by=by, row=row, facts=facts)
    index.refresh([organisation.pk])


def is_needed(organisation: Organisation) -> bool:
    """Whether its last site cannot go, for the public reads where it is."""
    is_online = organisation.profiles.published().exists()
    return is_online and organisation.sites.count() == 1


def was_removed(organisation: Organisation, site: int) -> bool:
    """Whether the organisation had a site with this id."""
    return chronicle.has_happened("site.removed", organisation, site)


@transaction.atomic
def arrange(site: Site, *, step: int, by: User) -> None:
    """Move a site up (-1) or down (1) by one; at the end of the row nothing happens."""
    site = _lock(site)
    organisation = site.organisation
    row = list(organisation.sites.order_by("position", "pk"))
    before = [one.pk for one in row]
    index_of = before.index(site.pk)
    target = index_of + step
    if not 0 <= target < len(row):
        return
    row[index_of], row[target] = row[target], row[index_of]
    for position, one in enumerate(row):
        one.position = position
    Site.objects.bulk_update(row, ["position"])
    facts: Both = {"order": before}, {"order": [one.pk for one in row]}
    _note("site.arranged", site, by=by, facts=facts)


@transaction.atomic
def set_kursnet_number(
    organisation: Organisation, number: str, *, began: str, by: User
) -> None:
    """Under this number the employment agency lists the organisation's courses."""
    lock(organisation)
    organisation = Organisation.objects.get(pk=organisation.pk)
    now = organisation.kursnet_number
    name = "kursnet_number"
    changes = merge({name: now}, began={name: began}, wanted={name: number})
    if not changes:
        return
    organisation.kursnet_number = number
    organisation.save(update_fields=[name])
    facts: Both = {name: now}, {name: number}
    chronicle.write("kursnet.changed", organisation, by=by, facts=facts)
    index.refresh([organisation.pk])


def _lock(site: Site) -> Site:
    lock(site.organisation)
    rows = Site.objects.select_related("organisation").select_for_update(of=("self",))
    held = rows.filter(pk=site.pk).first()
    if held is None:
        raise WrongStateError(f"Site {site.pk} was removed.")
    return held


def _write(site: Site, said: Content) -> None:
    for name in said.keys() & set(LINES):
        setattr(site, name, said[name])
    if "postal_code" in said:
        _place(site)
    if "point" in said:
        site.latitude, site.longitude = cast("list[float]", said["point"])
    site.save()
    if "accessibility" in said:
        site.accessibility.set(cast("list[int]", said["accessibility"]))
    if "hours" in said:
        _open(site, cast("list[list[Any]]", said["hours"]))


def _place(site: Site) -> None:
    """The city, and the middle of the postal code, until somebody knows better."""
    place = places.find(site.postal_code)
    if place is None:
        raise ValidationError({"postal_code": UNKNOWN_CODE})
    site.city = place.city
    site.latitude, site.longitude = place.latitude, place.longitude


def _open(site: Site, hours: list[list[Any]]) -> None:
    site.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(site=site, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in hours
    )


def _note(verb: str, site: Site, *, by: User, facts: Both) -> None:
    organisation = site.organisation
    chronicle.write(verb, organisation, by=by, row=site.pk, facts=facts)
    index.refresh([organisation.pk])
