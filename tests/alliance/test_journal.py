"""The journal only grows, and shows where someone laid hands on it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from alliance import journal
from alliance.models import JournalDetails, JournalSeal
from tests.factories import UserFactory


def seal():
    """What the database does when a transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def entries(db):
    person = UserFactory()
    facts = {"name": "Alt"}, {"name": "Neu"}
    written = [journal.record(f"probe.{n}", by=person, facts=facts) for n in range(3)]
    seal()
    return written


def as_someone_with_all_rights(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, parameters)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_a_committed_entry_has_its_place_in_the_chain(entries):
    seals = JournalSeal.objects.order_by("position").values_list("position", "entry")

    assert list(seals) == [(n, one.pk) for n, one in enumerate(entries, 1)]
    assert journal.breaks() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alliance_journalentry SET verb = 'anders'",
        "DELETE FROM alliance_journalentry",
        "UPDATE alliance_journalseal SET hash = 'anders'",
        "DELETE FROM alliance_journalseal",
        "UPDATE alliance_journaldetails SET after = '{}'",
    ],
)
def test_the_database_refuses_to_change_the_journal(entries, statement):
    with (
        pytest.raises(Error, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["alliance_journalentry", "alliance_journalseal"])
def test_the_database_refuses_to_empty_the_journal(entries, table):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER journal_is_not_emptied")

        with pytest.raises(Error, match="only grows"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "anders"),
        ("actor_id", 0),
        ("at", "2020-01-01"),
        ("capacity", "office"),
        ("network", 0),
        ("organisation", 0),
        ("subject", 0),
        ("digest", "0"),
    ],
)
def test_a_changed_entry_is_found(entries, column, value):
    as_someone_with_all_rights(
        f"UPDATE alliance_journalentry SET {column} = %s WHERE id = %s",
        value,
        entries[1].pk,
    )

    assert journal.Break(entries[1].pk, "changed") in journal.breaks()


def test_a_lost_entry_is_found(entries):
    as_someone_with_all_rights(
        "DELETE FROM alliance_journalentry WHERE id = %s", entries[1].pk
    )

    assert journal.Break(entries[1].pk, "missing") in journal.breaks()


def test_an_entry_that_was_slipped_in_is_found(entries):
    as_someone_with_all_rights(
        "INSERT INTO alliance_journalentry (at, capacity, verb, digest)"
        " VALUES (now(), 'office', 'probe', '')"
    )

    assert [one.reason for one in journal.breaks()] == ["unsealed"]


def test_a_link_that_was_cut_out_is_found(entries):
    for table, column in (("journalseal", "entry_id"), ("journalentry", "id")):
        as_someone_with_all_rights(
            f"DELETE FROM alliance_{table} WHERE {column} = %s", entries[1].pk
        )

    assert journal.breaks() == [journal.Break(entries[2].pk, "changed")]


def test_changed_details_are_found(entries):
    as_someone_with_all_rights(
        "UPDATE alliance_journaldetails SET after = '{}' WHERE entry_id = %s",
        entries[0].pk,
    )

    assert journal.breaks() == [journal.Break(entries[0].pk, "details")]


def test_details_can_be_erased_without_breaking_the_chain(entries):
    JournalDetails.objects.filter(entry=entries[0]).delete()

    assert journal.breaks() == []


def test_the_command_names_the_end_of_the_chain(entries, capsys):
    call_command("check_journal")

    assert f" 3 {journal.head()[1]}" in capsys.readouterr().out


def test_the_command_fails_and_names_what_is_broken(entries):
    as_someone_with_all_rights("UPDATE alliance_journalentry SET verb = 'anders'")

    with pytest.raises(CommandError, match="wurde verändert"):
        call_command("check_journal")
