# ruff: noqa: S608 - only names of our own are put into the statements
"""The rows of organisations as they were, so that an import can be undone.

Table by table and column by column, with their ids: what comes back is what was there.
A table that has other columns since then makes another digest, and is left alone.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection

type Row = dict[str, Any]
type Rows = dict[str, list[Row]]  # by their table

_ORGANISATION = "members_organisation"
_OF_PROFILE = "JOIN members_profile AS parent ON parent.id = part.profile_id"
_OF_SITE = "JOIN members_site AS parent ON parent.id = part.site_id"
_OF_PROOF = "JOIN members_credential AS parent ON parent.id = part.credential_id"
# Archived versions are history: an import changes none of them.
_OPEN = "state <> 'archived'"
# Each table: whose a row is, what has to be joined for that, and which rows count.
TABLES: dict[str, tuple[str, str, str]] = {
    _ORGANISATION: ("part.id", "", "true"),
    "members_profile": ("part.organisation_id", "", f"part.{_OPEN}"),
    "members_profile_terms": ("parent.organisation_id", _OF_PROFILE, f"parent.{_OPEN}"),
    "members_site": ("part.organisation_id", "", "true"),
    "members_site_accessibility": ("parent.organisation_id", _OF_SITE, "true"),
    "members_openinghours": ("parent.organisation_id", _OF_SITE, "true"),
    "members_membership": ("part.organisation_id", "", "true"),
    "members_credential": ("part.organisation_id", "", "true"),
    "members_credential_sites": ("parent.organisation_id", _OF_PROOF, "true"),
    "members_editor": ("part.organisation_id", "", "true"),
}


def take(organisations: Collection[int]) -> dict[int, Rows]:
    """All that an import may touch of these organisations, by their ids."""
    found: dict[int, Rows] = {pk: {} for pk in organisations}
    with connection.cursor() as cursor:
        for table, (owner, join, condition) in TABLES.items():
            cursor.execute(
                f"SELECT {owner}, jsonb_agg(to_jsonb(part) ORDER BY part.id) "
                f"FROM {table} AS part {join} "
                f"WHERE {owner} = ANY(%s) AND {condition} GROUP BY 1",
                [list(organisations)],
            )
            for pk, rows in cursor.fetchall():
                found[pk][table] = json.loads(rows)
    return found


def digest(rows: Rows) -> str:
    text = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def restore(now: Iterable[Rows], before: Iterable[Rows]) -> None:
    """Put ``before`` in the place of ``now``; organisations that are new stay bare.

    First all goes, then all comes: no unique index is in the way, and the database
    looks at the references when the transaction commits.
    """
    held, wanted = _by_table(now), _by_table(before)
    changed = {
        table: {
            pk
            for pk in {*held[table], *wanted[table]}
            if held[table].get(pk) != wanted[table].get(pk)
        }
        for table in TABLES
    }
    changed[_ORGANISATION] &= set(wanted[_ORGANISATION])
    with connection.cursor() as cursor:
        for table, ids in changed.items():
            cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [list(ids)])
        for table, ids in changed.items():
            rows = [wanted[table][pk] for pk in sorted(ids) if pk in wanted[table]]
            cursor.execute(
                f"INSERT INTO {table} "
                f"SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
                [json.dumps(rows)],
            )


def _by_table(many: Iterable[Mapping[str, list[Row]]]) -> dict[str, dict[int, Row]]:
    found: dict[str, dict[int, Row]] = defaultdict(dict)
    for rows in many:
        for table, some in rows.items():
            found[table] |= {row["id"]: row for row in some}
    return found
