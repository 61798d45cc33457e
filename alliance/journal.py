"""The journal: who did what, when and as what; before and after.

Entries are only ever added; triggers refuse the rest. When a transaction commits, the
database seals its entries into a chain of hashes, so that a changed or missing one is
found by ``manage.py check_journal``. Personal data stand in the details alone, which
can be erased without breaking the chain: it holds their digest.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from alliance.models import JournalDetails, JournalEntry

if TYPE_CHECKING:
    from alliance.models import User

type Facts = dict[str, Any]


class Capacity(NamedTuple):
    """As what someone acts: an office, and the id of the network if it has one."""

    kind: str
    network: int | None = None


PORTAL = Capacity(JournalEntry.Capacity.PORTAL)
PERSON = Capacity(JournalEntry.Capacity.PERSON)
OFFICE = Capacity(JournalEntry.Capacity.OFFICE)


class Subject(NamedTuple):
    """What an entry is about: ids of an organisation and of the row that was moved."""

    organisation: int | None = None
    row: int | None = None


NOTHING = Subject()


def record(
    verb: str,
    *,
    by: User | None,
    capacity: Capacity = PERSON,
    subject: Subject = NOTHING,
    facts: tuple[Facts, Facts] = ({}, {}),
) -> JournalEntry:
    """Write one entry; ``facts`` are what was before and what is after."""
    salt = secrets.token_hex(16)
    before, after = (_plain(side) for side in facts)
    has_details = bool(before or after)
    entry = JournalEntry.objects.create(
        actor=by,
        capacity=capacity.kind,
        network=capacity.network,
        verb=verb,
        organisation=subject.organisation,
        subject=subject.row,
        digest=digest(salt, before, after) if has_details else "",
    )
    if has_details:
        JournalDetails.objects.create(
            entry=entry, salt=salt, before=before, after=after
        )
    return entry


def record_all(
    verb: str, subjects: Iterable[Subject], *, by: User | None, capacity: Capacity
) -> None:
    """One entry without details about each of the subjects."""
    JournalEntry.objects.bulk_create(
        JournalEntry(
            actor=by,
            capacity=capacity.kind,
            network=capacity.network,
            verb=verb,
            organisation=subject.organisation,
            subject=subject.row,
        )
        for subject in subjects
    )


def digest(salt: str, before: Facts, after: Facts) -> str:
    text = json.dumps([salt, before, after], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(facts: Facts) -> Facts:
    """As the database gives them back."""
    return json.loads(json.dumps(facts, cls=DjangoJSONEncoder))


class Break(NamedTuple):
    """Where the journal is not what was written."""

    entry: int
    reason: str


_BROKEN = """
    SELECT coalesce(entry.id, seal.entry_id),
        CASE
            WHEN entry.id IS NULL THEN 'missing'
            WHEN seal.id IS NULL THEN 'unsealed'
            ELSE 'changed'
        END
    FROM alliance_journalentry AS entry
    FULL JOIN (
        SELECT *,
            lag(hash) OVER (ORDER BY position) AS previous,
            position - lag(position, 1, 0::bigint) OVER (ORDER BY position) AS step
        FROM alliance_journalseal
    ) AS seal ON seal.entry_id = entry.id
    WHERE entry.id IS NULL
        OR seal.id IS NULL
        OR seal.step <> 1
        OR seal.hash <> alliance_journal_hash(seal.previous, entry)
    ORDER BY 1
"""


def breaks() -> list[Break]:
    """Entries that were changed, lost or never sealed; details that were changed."""
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN)
        found = [Break(*row) for row in cursor.fetchall()]
    details = JournalDetails.objects.select_related("entry")
    return found + [
        Break(one.pk, "details")
        for one in details.iterator(chunk_size=2000)
        if digest(one.salt, one.before, one.after) != one.entry.digest
    ]


def head() -> tuple[int, str]:
    """The position and the hash of the last seal, to be kept somewhere else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, hash FROM alliance_journalseal"
            " ORDER BY position DESC LIMIT 1"
        )
        return cursor.fetchone() or (0, "")
