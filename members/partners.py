"""The partners of the alliance, grouped by what they are."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from alliance.prepared import DAY, Parameter, Prepared, rows
from members import ordering
from members.models import DirectoryEntry, Organisation, Term

# A group shows so many of its partners; all of them have pages of their own.
SHOWN = 12
FIELDS = {name: name for name in ("slug", "name", "plain", "telephone")}
OTHERS = "weitere"


class Group(NamedTuple):
    slug: str
    name: str
    total: int
    partners: list[dict[str, Any]]

    @property
    def has_more(self) -> bool:
        return self.total > len(self.partners)


def by_kind(day: date) -> list[Group]:
    """The first of all listed partners in the day's mix, under each of their kinds."""
    asked = {"day": day, "key": ordering.key(day.isoformat())}
    groups = [Group(**row) for row in _groups(**asked)]
    others = _others(**asked)
    groups.append(Group(OTHERS, _("Other partners"), len(others), others[:SHOWN]))
    return [group for group in groups if group.partners]


def all_listed(day: date) -> QuerySet[DirectoryEntry]:
    """All listed partners, in the day's mix."""
    return _mixed(_partners(day), ordering.key(day.isoformat()))


def of_kind(kind: Term, day: date) -> QuerySet[DirectoryEntry]:
    """All listed partners of one kind, in the day's mix."""
    return all_listed(day).filter(term_ids__contains=[kind.pk]).only(*FIELDS)


def kinds() -> QuerySet[Term]:
    return Term.objects.offered().filter(kind=Term.Kind.PARTNER_KIND)


def _partners(day: date) -> QuerySet[DirectoryEntry]:
    return DirectoryEntry.objects.listed(day).filter(kind=Organisation.Kind.PARTNER)


def _mixed(
    entries: QuerySet[DirectoryEntry], key: int | Parameter
) -> QuerySet[DirectoryEntry]:
    return entries.order_by(Func(F("pk"), key, function="hashint8extended"))


def _grouped() -> QuerySet:
    entries = _partners(DAY).filter(term_ids__contains=[OuterRef("pk")])
    total = entries.order_by().annotate(number=Func(F("pk"), function="count"))
    first = _mixed(entries, Parameter("key", BigIntegerField()))[:SHOWN]
    return kinds().values_list(
        JSONObject(
            slug="slug",
            name="name",
            total=Subquery(total.values("number")),
            partners=rows(first, **FIELDS),
        ),
        flat=True,
    )


def _without_kind() -> QuerySet:
    entries = _partners(DAY).exclude(
        term_ids__overlap=ArraySubquery(kinds().values("pk"))
    )
    mixed = _mixed(entries, Parameter("key", BigIntegerField()))
    return mixed.values_list(JSONObject(**FIELDS), flat=True)[:SHOWN]


_groups = Prepared(_grouped)
_others = Prepared(_without_kind)
