"""An import taken back: each organisation as it was before, or left alone.

Whom somebody has changed since is left alone, and named: what people wrote afterwards
is worth more than a clean sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from alliance.models import User
from members import chronicle
from members.directory import index
from members.exchange import snapshot
from members.exchange.scope import Scope
from members.exchange.snapshot import Rows
from members.models import DirectoryEntry, Import, ImportedOrganisation, Organisation

UNDONE_WITHIN = timedelta(days=30)


class Prospect(NamedTuple):
    """What an undoing would do: rows of the import, and all as it is now."""

    undone: list[ImportedOrganisation]
    left: list[ImportedOrganisation]
    now: dict[int, Rows]


def look(imported: Import) -> Prospect:
    found = list(imported.organisations.all())
    ids = [one.organisation_id for one in found]
    now = snapshot.take(ids)
    kept = {
        one.organisation_id
        for one in found
        if snapshot.digest(now[one.organisation_id]) != one.after_digest
    }
    kept |= set(Scope(imported.person).refusals(ids))
    kept |= _spoken_of([one.organisation_id for one in found if one.is_new])
    return Prospect(
        [one for one in found if one.organisation_id not in kept],
        [one for one in found if one.organisation_id in kept],
        now,
    )


def names(rows: Collection[ImportedOrganisation]) -> list[str]:
    ids = [one.organisation_id for one in rows]
    named: Any = Organisation.objects.filter(pk__in=ids).named()
    return [one.title for one in named]


def undo(imported: Import, *, by: User) -> list[str]:
    """In the transaction of whoever calls; returns the names of those left alone."""
    rows = Organisation.objects.select_for_update().order_by("pk")
    # Evaluated for the lock alone: what is read now is what will be changed.
    list(rows.filter(pk__in=imported.organisations.values("organisation")))
    prospect = look(imported)
    ids = [one.organisation_id for one in prospect.undone]
    chronicle.note_list("list.import_undone", ids, by=by)
    snapshot.restore(
        (prospect.now[pk] for pk in ids), (one.before for one in prospect.undone)
    )
    index.refresh(ids)
    imported.organisations.filter(organisation__in=ids).delete()
    new = [one.organisation_id for one in prospect.undone if one.is_new]
    Organisation.objects.filter(pk__in=new).delete()
    _forget_people(imported)
    return names(prospect.left)


def _forget_people(imported: Import) -> None:
    """Who came with the list, was never here, and edits nothing."""
    people = User.objects.filter(pk__in=imported.summary.get("people", ()))
    people.filter(last_login=None, editorships=None, roles=None).delete()


_OURS = (DirectoryEntry, ImportedOrganisation)


def _spoken_of(organisations: Collection[int]) -> set[int]:
    """Those to which others have added rows that the import does not know."""
    found: set[int] = set()
    for model, name in _others():
        rows = model.objects.filter(**{f"{name}__in": organisations})
        found |= set(rows.values_list(name, flat=True))
    return found


def _others() -> Iterator[tuple[Any, str]]:
    """Models that refer to organisations, and the fields in which they do."""
    for relation in Organisation._meta.related_objects:  # noqa: SLF001 (documented)
        model = relation.related_model
        is_known = model._meta.db_table in snapshot.TABLES  # noqa: SLF001 (the same)
        if model is Organisation or not (is_known or model in _OURS):
            yield model, relation.field.name
