"""All rows of our tables, to be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import connection, models

OURS = ("alliance", "networks", "members", "news", "account", "mfa", "usersessions")
# Written for all organisations together.
SHARED = {
    "alliance_publicchange",
    "members_facetblock",
    "members_posting",
    "members_word",
}
# All ids of Bochum lie between them, and of all that comes later behind.
FIRST_OF_BOCHUM, AFTER_BOCHUM = 7_700_000, 8_800_000
_BOCHUM = re.compile(r"geheim-b|bochum|\b77\d{5}\b")

type Rows = set[tuple[str, str]]


def all_rows() -> Rows:
    """Each row as its table and the text that PostgreSQL has for it."""
    with connection.cursor() as cursor:
        cursor.execute(_every_row())
        return set(cursor.fetchall())


def bochums(rows: Rows) -> Rows:
    """What is Bochum's, or speaks of it."""
    return {(table, row) for table, row in rows if _BOCHUM.search(row.lower())}


def number_from(first: int) -> None:
    """Let the next row of every table have this id."""
    with connection.cursor() as cursor:
        for model in _models():
            names = [model._meta.db_table, model._meta.pk.column]
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", names)
            if (sequence := cursor.fetchone()[0]) is not None:
                # Unlike setval() it is undone with the transaction.
                cursor.execute(f"ALTER SEQUENCE {sequence} RESTART WITH {first}")


@cache
def _every_row() -> str:
    tables = [model._meta.db_table for model in _models()]
    return " UNION ALL ".join(
        f"SELECT '{table}', rows::text FROM {table} AS rows" for table in tables
    )


def _models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if config.label in OURS:
            for model in config.get_models(include_auto_created=True):
                if model._meta.db_table not in SHARED:
                    yield model
