"""All rows of our tables, to be held against each other."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

OURS = ("alliance", "networks", "members", "account", "mfa", "usersessions")
# Written for all organisations together.
SHARED = {
    "alliance_publicchange",
    "members_facetblock",
    "members_posting",
    "members_word",
}

type Rows = set[tuple[str, str]]


def all_rows() -> Rows:
    """Each row as its table and the text that PostgreSQL has for it."""
    with connection.cursor() as cursor:
        return {(table, row) for table in _tables() for row in _rows_of(cursor, table)}


def _rows_of(cursor, table: str) -> list[str]:
    cursor.execute(f"SELECT rows::text FROM {table} AS rows")
    return [row for (row,) in cursor.fetchall()]


def _tables() -> list[str]:
    models = [
        model
        for config in apps.get_app_configs()
        if config.label in OURS
        for model in config.get_models(include_auto_created=True)
    ]
    return sorted({model._meta.db_table for model in models} - SHARED)
