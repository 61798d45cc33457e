"""Every write to what the public reads turns the version, and no other write does."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import F

from alliance.models import PublicChange
from alliance.version import public_version
from tests.factories import CityFactory

ROOT = Path(settings.BASE_DIR)
OURS = ("alliance", "networks", "members", "news")
PRIVATE = {
    "alliance_user": "people; only their names, which have a trigger of their own",
    "alliance_publicchange": "the version itself",
    "alliance_journalentry": "who did what",
    "alliance_journaldetails": "the same",
    "alliance_journalseal": "the same",
    "alliance_mail": "letters to people",
    "alliance_keptform": "what someone had typed",
    "alliance_sentform": "which forms were carried out",
    "alliance_attemptcount": "how often something was tried",
    "alliance_emailchange": "who changes an address",
    "members_application": "who wants to become a member",
    "members_application_terms": "the same",
    "members_asked": "who was asked whether all is still right",
    "members_editor": "who may edit",
    "members_export": "lists for one person",
    "members_import": "lists that someone has sent",
    "members_importedorganisation": "how an import is undone",
    "members_inventory": "how far a coordination has come",
    "members_inventoryitem": "the same",
    "members_report": "what someone says is wrong",
    "members_inquiry": "what a coordination asked an applicant",
    "members_invitation": "who is asked to edit",
    "members_move": "what one network asks another",
    "members_pair": "which entries may be doubles",
    "members_proofreminder": "whom the portal reminded of a proof",
    "members_facetblock": "written together with members_directoryentry",
    "members_posting": "written together with members_directoryentry",
    "members_word": "written together with members_directoryentry",
    "news_oldaddress": "asked anew each time where the portal has no page",
}
INSERT, DELETE, UPDATE, TRUNCATE, ROW = 4, 8, 16, 32, 1
TRIGGERS = """
SELECT tgrelid::regclass::text, tgtype FROM pg_trigger
WHERE tgname = tgrelid::regclass::text || '_is_public' AND tgenabled = 'O'
"""


def tables():
    models = [
        model for name in OURS for model in apps.get_app_config(name).get_models()
    ]
    linking = [
        field.remote_field.through
        for model in models
        for field in model._meta.local_many_to_many
    ]
    return {model._meta.db_table for model in [*models, *linking]}


@pytest.fixture
def watched(db):
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        return dict(cursor.fetchall())


def test_every_table_is_watched_or_private_for_a_reason(watched):
    assert set(watched) | set(PRIVATE) == tables()
    assert not set(watched) & set(PRIVATE)


def test_every_kind_of_statement_is_watched(watched):
    kinds = {table: kind & ~ROW for table, kind in watched.items()}

    assert set(kinds.values()) == {INSERT | DELETE | UPDATE | TRUNCATE}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO networks_city (slug, name, position, latitude, longitude)"
        " VALUES ('hamm', 'Hamm', 1, 51, 7)",
        "UPDATE networks_city SET position = 7",
        "UPDATE alliance_user SET name = 'Wanda'",
        "DELETE FROM networks_city",
        "TRUNCATE networks_city CASCADE",
    ],
)
def test_a_write_turns_the_version(db, statement):
    CityFactory()
    before = public_version()

    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert public_version() != before


@pytest.fixture
def other(transactional_db):
    """A second connection, as another visitor's request has it."""
    with psycopg.connect(
        **{
            name: value
            for name, value in connection.get_connection_params().items()
            if name in ("host", "port", "dbname", "user", "password")
        }
    ) as other:
        yield other


def test_a_write_that_commits_late_turns_the_version_as_well(other):
    other.execute("UPDATE networks_city SET position = 7")
    before = public_version()
    CityFactory()
    between = public_version()

    other.commit()

    assert len({before, between, public_version()}) == 3


def test_a_write_that_is_rolled_back_does_not_matter(other):
    before = public_version()

    other.execute("UPDATE networks_city SET position = 7")
    other.rollback()

    assert public_version() == before


def test_the_same_number_of_writes_after_a_restore_is_another_version(db):
    CityFactory()
    before = public_version()

    PublicChange.objects.update(at=F("at") + timedelta(seconds=1))

    assert public_version() != before


def test_writers_do_not_wait_for_each_other(other):
    other.execute("SET lock_timeout = 100")
    CityFactory()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; UPDATE networks_city SET position = 7 WHERE false")

    other.execute("UPDATE members_term SET position = 7 WHERE false")
    other.commit()
    connection.rollback()


def test_the_version_knows_all_our_apps():
    ours = [app for app in apps.get_app_configs() if Path(app.path).parent == ROOT]

    assert sorted(OURS) == sorted(app.name for app in ours)
