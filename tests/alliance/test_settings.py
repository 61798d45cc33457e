"""What the settings make of the environment; see also ``test_checks``."""

import runpy
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ConnectionHandler, OperationalError, connection

from tests.alliance.test_project import documented_variables

SERVER = {
    "SITE_URL": "https://portal.example",
    "SECRET_KEY": "0123456789" * 5,
    "DATABASE_URL": "postgres://user:pass%40word@db.example:5433/portal?sslmode=require",
    "EMAIL_URL": "smtp+ssl://user:pass%40word@mail.example:465",
}


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Returns the settings for this environment and no other variable."""

    def load(**environment):
        for name in documented_variables():
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("VAR_DIR", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(Path(settings.BASE_DIR, "alliance/settings.py")))

    return load


def test_without_an_environment_it_is_a_portal_for_oneself(load, tmp_path):
    found = load()

    assert found["SITE_URL"] == "http://127.0.0.1:8000"
    assert found["DEBUG"] is False
    assert found["IS_EMBEDDED"]
    assert found["IS_LOOPBACK"]
    assert not found["IS_SECURE"]
    assert found["SECRET_KEY"] == Path(tmp_path, "secret-key").read_text()
    assert found["MAILERS"]["default"]["BACKEND"].endswith("dummy.EmailBackend")
    assert found["HAS_OUTBOX"]


def test_on_http_cookies_have_no_prefix_and_nothing_redirects(load):
    found = load(PORT="9000")

    assert found["SITE_URL"] == "http://127.0.0.1:9000"
    assert found["SESSION_COOKIE_NAME"] == "sitzung"
    assert found["CSRF_COOKIE_NAME"] == "csrftoken"
    assert not found["SESSION_COOKIE_SECURE"]
    assert not found["CSRF_COOKIE_SECURE"]
    assert not found["SECURE_SSL_REDIRECT"]
    assert not found["SECURE_HSTS_SECONDS"]


def test_on_https_cookies_are_bound_to_the_host(load):
    found = load(**SERVER)

    assert found["SESSION_COOKIE_NAME"] == "__Host-sitzung"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SILENCED_SYSTEM_CHECKS"] == []


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.0.0.2", "http://[::1]:8000"]
)
def test_what_loopback_is(load, address):
    assert load(SITE_URL=address)["IS_LOOPBACK"]


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1", "http://localhost.example", "http://0.0.0.0:8000"]
)
def test_what_loopback_is_not(load, address):
    assert not load(SITE_URL=address)["IS_LOOPBACK"]


def test_the_host_of_the_address_is_allowed_and_further_ones(load):
    found = load(**SERVER, ALLOWED_HOSTS="www.portal.example")

    assert found["ALLOWED_HOSTS"][0] == "portal.example"
    assert "www.portal.example" in found["ALLOWED_HOSTS"]


def test_only_a_proxy_says_who_asks_and_how(load):
    alone, behind = load(**SERVER), load(**SERVER, BEHIND_PROXY="true")

    assert alone["SECURE_PROXY_SSL_HEADER"] is None
    assert alone["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_a_database_of_ones_own(load):
    database = load(**SERVER)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"]) == ("db.example", 5433)
    assert (database["USER"], database["PASSWORD"]) == ("user", "pass@word")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=3000" in database["OPTIONS"]["options"]


def test_options_for_the_database_are_kept(load):
    address = "postgres://db.example/portal?options=-c%20search_path%3Dportal"
    options = load(DATABASE_URL=address)["DATABASES"]["default"]["OPTIONS"]["options"]

    assert "-c search_path=portal" in options
    assert "statement_timeout" in options


def test_commands_may_take_their_time(load):
    database = load(STATEMENT_TIMEOUT_MS="0")["DATABASES"]["default"]
    options = database["OPTIONS"]["options"]

    assert "statement_timeout=0 " in options
    assert "idle_in_transaction_session_timeout=0 " in options


def test_mail_goes_through_the_named_server(load):
    mailer = load(**SERVER)["MAILERS"]["default"]

    assert mailer["BACKEND"] == "alliance.smtp.EmailBackend"
    assert mailer["OPTIONS"] == {
        "host": "mail.example",
        "port": 465,
        "username": "user",
        "password": "pass@word",
        "use_tls": False,
        "use_ssl": True,
        "timeout": 10,
    }


def test_a_server_without_a_key_still_runs_commands(load):
    assert load(DATABASE_URL="postgres://db.example/portal")["SECRET_KEY"] == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://db.example/portal"),
        ("DATABASE_URL", "postgres://db.example:port/portal"),
        ("EMAIL_URL", "mail.example"),
        ("EMAIL_URL", "smtp://mail.example:port"),
        ("CACHE_URL", "nonsense"),
        ("DATABASE_POOL", "many"),
        ("STATEMENT_TIMEOUT_MS", "3s"),
        ("BEHIND_PROXY", "1"),
        ("PORT", "http"),
        ("DEBUG", "on"),
    ],
)
def test_a_malformed_variable_is_named(load, name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        load(**{name: value})


@pytest.fixture
def pooled(load, db):
    """The database of the tests, through the pool that the portal uses."""
    database = load()["DATABASES"]["default"]
    for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD"):
        database[name] = settings.DATABASES["default"].get(name, "")
    handler = ConnectionHandler({"default": database})
    yield handler["default"]
    handler["default"].close()
    handler["default"].close_pool()


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("statement_timeout", "3s"),
        ("idle_in_transaction_session_timeout", "15s"),
        ("lock_timeout", "2s"),
    ],
)
def test_the_connections_of_the_pool_have_time_limits(pooled, name, limit):
    with pooled.cursor() as cursor:
        cursor.execute(f"SHOW {name}")

        assert cursor.fetchone() == (limit,)


def test_connections_that_died_between_two_requests_are_replaced(pooled):
    pooled.ensure_connection()
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    with pooled.cursor() as cursor:
        cursor.execute("SELECT 1")

        assert cursor.fetchone() == (1,)


def test_whoever_finds_no_free_connection_hears_so_within_two_seconds(pooled):
    pooled.settings_dict["OPTIONS"]["pool"]["max_size"] = 1
    pooled.ensure_connection()
    started = time.monotonic()

    with pytest.raises(OperationalError):
        pooled.copy().ensure_connection()

    assert time.monotonic() - started < 2
