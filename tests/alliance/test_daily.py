"""The steps of the day: all of them, one run at a time, each on its own."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.module_loading import import_string

from alliance import daily

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HERE = "tests.alliance.test_daily"
LOCK = "SELECT pg_try_advisory_lock(hashtext('alliance.daily'))"
called = []


def first(now):
    called.append(("first", now))


def broken(now):
    raise ZeroDivisionError


def last(now):
    called.append(("last", now))


@pytest.fixture
def steps(settings, db):
    called.clear()
    settings.DAILY = [f"{HERE}.first", f"{HERE}.last"]
    return settings


def test_each_step_gets_the_time(steps):
    assert daily.run(NOW) == []
    assert called == [("first", NOW), ("last", NOW)]


def test_a_step_that_fails_keeps_no_other_from_its_work(steps, caplog):
    steps.DAILY.insert(1, f"{HERE}.broken")

    assert daily.run(NOW) == [f"{HERE}.broken"]
    assert [name for name, _now in called] == ["first", "last"]
    assert "ZeroDivisionError" in caplog.text
    with pytest.raises(CommandError, match="broken"):
        call_command("daily")


def test_two_runs_never_meet(steps, capsys):
    with psycopg.connect(**_address()) as other:
        other.execute(LOCK)
        assert daily.run(NOW) is None
        call_command("daily")
        # The server would notice our leaving only a moment later.
        other.execute("SELECT pg_advisory_unlock_all()")
    assert called == []
    assert capsys.readouterr().out == "Ein anderer Lauf ist noch dabei.\n"

    assert daily.run(NOW) == []
    with psycopg.connect(**_address()) as other:
        assert other.execute(LOCK).fetchone() == (True,)


def _address():
    given = connection.get_connection_params()
    return {name: given[name] for name in ("host", "port", "dbname", "user")}


def test_all_steps_are_there_and_may_be_taken_twice(settings, db):
    assert all(callable(import_string(step)) for step in settings.DAILY)

    assert daily.run(NOW) == daily.run(NOW) == []
