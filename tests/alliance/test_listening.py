"""What is remembered until the database tells of a change."""

import time

import pytest
from django.db import connection, transaction

from alliance import version
from alliance.listening import Remembered
from tests.factories import CityFactory

PATIENCE = 10


def until(is_true):
    deadline = time.monotonic() + PATIENCE
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_true()


@pytest.fixture
def figures(transactional_db):
    """The version's figures, once this process is listening."""
    figures = Remembered("public_change", version._read)
    figures.get()
    assert until(lambda: figures._is_listening)
    yield figures
    figures.close()


def listeners():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE query = 'LISTEN public_change' AND datname = current_database()"
        )
        return [pid for (pid,) in cursor.fetchall()]


def test_nothing_is_asked_while_nothing_changes(figures, django_assert_num_queries):
    known = figures.get()

    with django_assert_num_queries(0):
        assert figures.get() == known


def test_a_committed_change_is_heard_of(figures):
    known = figures.get()

    CityFactory()

    assert until(lambda: figures.get() != known)


def test_what_is_rolled_back_is_not_heard_of(figures, django_assert_num_queries):
    known = figures.get()

    with transaction.atomic():
        CityFactory()
        transaction.set_rollback(True)
    time.sleep(0.2)

    with django_assert_num_queries(0):
        assert figures.get() == known


def test_inside_a_transaction_ones_own_writes_are_seen(figures):
    known = figures.get()

    with transaction.atomic():
        CityFactory()
        assert figures.get() != known


def test_a_lost_connection_makes_it_ask_again(figures):
    known = figures.get()

    with connection.cursor() as cursor:
        for pid in listeners():
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    CityFactory()

    assert until(lambda: figures.get() != known)


def test_the_version_of_the_pages_is_remembered(figures, settings, monkeypatch):
    settings.LISTENS_FOR_CHANGES = True
    monkeypatch.setattr(version, "_remembered", figures)

    known = version.public_version()
    CityFactory()

    assert until(lambda: version.public_version() != known)
