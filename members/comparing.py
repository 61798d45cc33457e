"""What is different between two versions, as lines to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Q
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.models import User
from members.models import Credential, Membership, Organisation, Profile, Site, Term
from members.standing import Held

# What the journal may hold that one can be told; keys of rows say nothing.
MODELS = (Profile, Site, Credential, Organisation, Membership)
LABELS: dict[str, str | Promise] = {
    "note": gettext_lazy("Note"),
    "reason": gettext_lazy("Reason"),
    "person": gettext_lazy("Person"),
}
UNTOLD = {"sites", "position", "city", "latitude", "longitude", "network", "is_main"}
LISTS = {"terms", "accessibility", "links"}
OF_TERMS, OF_PEOPLE = {"terms", "accessibility"}, {"person"}


class Difference(NamedTuple):
    """One field: the lines that it had before, and has after.

    Of a list, these are the lines that go and those that come.
    """

    name: str
    label: str
    before: list[str]
    after: list[str]

    @property
    def is_list(self) -> bool:
        return self.name in LISTS


class Names(NamedTuple):
    """How rows are called that facts name by their ids, or reasons by slugs."""

    terms: Mapping[int, str]
    people: Mapping[int, str]
    reasons: Mapping[str, str]


NO_NAMES = Names({}, {}, {})


def compared(one: Held) -> list[Difference]:
    """A proposal beside what is online; nothing where there is no proposal."""
    if one.open is None:
        return []
    changes = one.open.changes_since(one.live)
    before = {name: old for name, (old, _new) in changes.items()}
    after = {name: new for name, (_old, new) in changes.items()}
    return differences(before, after, names_in([before, after]))


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Names = NO_NAMES
) -> list[Difference]:
    found = []
    for name in dict.fromkeys([*before, *after]):
        label = _label(name)
        old, new = (lines(name, side.get(name), names) for side in (before, after))
        is_other_file = name == "logo" and before.get(name) != after.get(name)
        if is_other_file and old == new:
            new = [_("another logo")]
        if label and old != new:
            found.append(_difference(name, label, old, new))
    return found


def _difference(name: str, label: str, old: list[str], new: list[str]) -> Difference:
    if name not in LISTS:
        return Difference(name, label, old, new)
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    return Difference(name, label, gone, come)


def names_in(facts: Iterable[Mapping[str, Any]]) -> Names:
    """The names of all rows that are in these facts, in few questions."""
    found = list(facts)
    people = _ids(found, OF_PEOPLE)
    terms, reasons = _term_names(found)
    return Names(terms, _people_names(people) if people else {}, reasons)


def lines(name: str, value: Any, names: Names = NO_NAMES) -> list[str]:
    """A value as one reads it; nothing for what is empty."""
    if value is None or value in ("", [], {}, set()):
        return []
    if name in OF_TERMS:
        known = [names.terms[pk] for pk in value if pk in names.terms]
        return sorted(known, key=str.casefold)
    if name in OF_PEOPLE:
        return [names.people.get(value, _("a deleted person"))]
    if name == "reason":
        return [names.reasons.get(str(value), str(value))]
    if name == "logo":
        return [_("a logo")]
    return _plain_lines(name, value)


def _plain_lines(name: str, value: Any) -> list[str]:
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, list | tuple | set):
        return [str(one) for one in value]
    if isinstance(value, date) or (isinstance(value, str) and _is_date(name)):
        day = value if isinstance(value, date) else parse_date(value[:10])
        return [date_format(day, "j. F Y")] if day else [str(value)]
    field = _field(name)
    choices = dict(getattr(field, "flatchoices", None) or ())
    return [str(choices.get(value, value))]


def _is_date(name: str) -> bool:
    field = _field(name)
    return field is not None and field.get_internal_type() in (
        "DateField",
        "DateTimeField",
    )


def _label(name: str) -> str:
    """What the field is called; an empty word for what is not told."""
    if name in UNTOLD:
        return ""
    if name in LABELS:
        return str(LABELS[name])
    field = _field(name)
    return str(capfirst(field.verbose_name)) if field is not None else ""


def _field(name: str) -> Field | None:
    for model in MODELS:
        try:
            field = model._meta.get_field(name)  # noqa: SLF001 (Django's own API)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field):
            return field
    return None


def _ids(facts: list[Mapping[str, Any]], names: set[str]) -> set[int]:
    found: set[int] = set()
    for side in facts:
        for name in names & side.keys():
            value = side[name]
            found.update(value if isinstance(value, list | set) else [value])
    return {one for one in found if isinstance(one, int)}


def _term_names(
    facts: list[Mapping[str, Any]],
) -> tuple[dict[int, str], dict[str, str]]:
    """Of terms by their ids, and of reasons by their slugs."""
    ids = _ids(facts, OF_TERMS)
    slugs = {str(side["reason"]) for side in facts if side.get("reason")}
    if not (ids or slugs):
        return {}, {}
    reasons = Q(kind=Term.Kind.RETURN_REASON, slug__in=slugs)
    found = list(Term.objects.filter(Q(pk__in=ids) | reasons))
    return (
        {term.pk: term.name for term in found},
        {term.slug: term.name for term in found if term.slug in slugs},
    )


def _people_names(ids: set[int]) -> dict[int, str]:
    people = User.objects.filter(pk__in=ids, erased_at=None)
    return {person.pk: str(person) for person in people}
