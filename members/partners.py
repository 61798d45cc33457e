"""The partners of the alliance, grouped by what they are."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import BigIntegerField, F, Func, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from alliance.prepared import DAY, Parameter, Prepared
from members import ordering
from members.models import DirectoryEntry, Organisation, Term


class Partner(NamedTuple):
    slug: str
    name: str
    plain: str
    telephone: str


class Group(NamedTuple):
    slug: str
    name: str
    partners: list[Partner]


def by_kind(day: date) -> list[Group]:
    """All listed partners in the day's mix, under each of their kinds."""
    groups = {
        kind["pk"]: Group(kind["slug"], kind["name"], []) for kind in _offered_kinds()
    }
    others = Group("weitere", _("Other partners"), [])
    for row in _listed(day=day, key=ordering.key(day.isoformat())):
        found = [groups[pk] for pk in row.pop("term_ids") if pk in groups]
        for group in found or [others]:
            group.partners.append(Partner(**row))
    return [group for group in [*groups.values(), others] if group.partners]


def _kinds() -> QuerySet:
    kinds = Term.objects.offered().filter(kind=Term.Kind.PARTNER_KIND)
    return kinds.values_list(JSONObject(pk="pk", slug="slug", name="name"), flat=True)


def _entries() -> QuerySet:
    key = Parameter("key", BigIntegerField())
    names = (*Partner._fields, "term_ids")
    return (
        DirectoryEntry.objects.listed(DAY)
        .filter(kind=Organisation.Kind.PARTNER)
        .order_by(Func(F("pk"), key, function="hashint8extended"))
        .values_list(JSONObject(**{name: name for name in names}), flat=True)
    )


_offered_kinds = Prepared(_kinds)
_listed = Prepared(_entries)
