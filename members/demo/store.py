"""Rows on their way into the database, many at a time through COPY."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Self

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model, QuerySet
from psycopg import Connection, sql

from alliance.models import JournalEntry, User
from members.models import (
    Credential,
    Editor,
    Membership,
    OpeningHours,
    Organisation,
    Profile,
    Site,
)

ProfileTerm = Profile.terms.through
SiteAccess = Site.accessibility.through
CredentialSite = Credential.sites.through

# In this order, so that a row comes after those that it points to.
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    User: ("password", "email", "name", "is_active", "date_joined"),
    Organisation: (
        "kind",
        "slug",
        "number",
        "kursnet_number",
        "confirmed_at",
        "created_at",
    ),
    Membership: ("organisation_id", "network_id", "since", "until"),
    Editor: ("organisation_id", "person_id", "is_main", "since"),
    Profile: (
        "organisation_id",
        "state",
        "revision",
        "base_id",
        "links",
        "name",
        "plain",
        "text",
        "legal_form",
        "website",
        "logo",
        "author_id",
        "reviewer_id",
        "return_reason_id",
        "review_note",
        "created_at",
        "submitted_at",
        "reviewed_at",
        "published_at",
    ),
    ProfileTerm: ("profile_id", "term_id"),
    Site: (
        "organisation_id",
        "label",
        "street",
        "postal_code",
        "place",
        "city_id",
        "latitude",
        "longitude",
        "telephone",
        "email",
        "position",
        "revision",
    ),
    SiteAccess: ("site_id", "term_id"),
    OpeningHours: ("site_id", "weekday", "opens", "closes"),
    Credential: (
        "organisation_id",
        "kind",
        "title",
        "areas",
        "is_for_all_sites",
        "issuer",
        "valid_from",
        "valid_until",
        "file",
        "claimed_by_id",
        "claimed_at",
        "review_note",
        "revision",
        "confirmed_by_id",
        "confirmed_at",
    ),
    CredentialSite: ("credential_id", "site_id"),
    JournalEntry: (
        "at",
        "actor_id",
        "capacity",
        "network",
        "verb",
        "organisation",
        "subject",
        "digest",
    ),
}


type Rows = dict[type[Model], list[tuple[object, ...]]]


class Store:
    """Numbers rows and keeps them until they are written.

    While one chunk is on its way, in a thread, the next can be thought up.
    """

    def __init__(self) -> None:
        self._rows = _no_rows()
        self._writer = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[None] | None = None
        self._ids = {model: count(_highest_id(model) + 1) for model in COLUMNS}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_details: object) -> None:
        self._writer.shutdown()
        if error is None:
            self._wait()
            _move_sequences()

    def add(self, model: type[Model], *values: object) -> int:
        """Put a row with these values by; returns its id."""
        number = next(self._ids[model])
        self._rows[model].append((number, *values))
        return number

    def flush(self) -> None:
        """Begin to write; nothing else may use the connection until the end."""
        self._wait()
        self._writing = self._writer.submit(_write, connection.connection, self._rows)
        self._rows = _no_rows()

    def _wait(self) -> None:
        if self._writing:
            self._writing.result()


def _no_rows() -> Rows:
    return {model: [] for model in COLUMNS}


def _write(database: Connection, all_rows: Rows) -> None:
    with database.cursor() as cursor:
        for model, rows in all_rows.items():
            with cursor.copy(_copy_into(model)) as copy:
                for row in rows:
                    copy.write_row(row)


def _move_sequences() -> None:
    """Let them go on behind the ids that were used here."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(COLUMNS))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def table_of(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - Django's documented way to a table


def _highest_id(model: type[Model]) -> int:
    return QuerySet(model).aggregate(highest=Max("pk"))["highest"] or 0


def _copy_into(model: type[Model]) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, ("id", *COLUMNS[model])))
    table = sql.Identifier(table_of(model))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
