"""All that has to be done before the portal can be served, and nothing twice."""

import hashlib
import io
import time
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from alliance.terminal import PlainError, step
from alliance.translations import compile_texts

_PATIENCE = 10
_STARTING = "57P03"
_ADDRESS = ("host", "port", "dbname", "user", "password", "sslmode", "connect_timeout")


def prepare(*, with_demo: bool) -> None:
    _wait_for_database()
    compile_texts()
    with step("Die Tabellen werden angelegt"):
        call_command("migrate", interactive=False, verbosity=0)
    with step("Die Verzeichnisse werden geladen"):
        call_command("load_vocabulary", verbosity=0)
    if with_demo and _is_empty():
        # The accounts it names stand in our welcome, too.
        call_command("demo", stdout=io.StringIO())
    call_command("rebuild_directory", "--due", verbosity=0)
    if not settings.DEBUG:
        _collect_static_files()


def _wait_for_database() -> None:
    """A server that starts beside us gets a moment; a wrong password gets none."""
    given = connection.get_connection_params()
    address = {name: given[name] for name in _ADDRESS if name in given}
    deadline = time.monotonic() + _PATIENCE
    with step("Die Datenbank antwortet noch nicht"):
        while error := _refusal(address):
            may_change = error.sqlstate in (None, _STARTING)
            if not may_change or time.monotonic() > deadline:
                reason = str(error).strip().partition("\n")[0]
                raise PlainError(f"Die Datenbank ist nicht erreichbar ({reason}).")
            time.sleep(0.5)


def _refusal(address: dict[str, Any]) -> psycopg.OperationalError | None:
    try:
        psycopg.connect(**address).close()
    except psycopg.OperationalError as error:
        return error
    return None


def close_pool() -> None:
    """Its threads and its connection are not needed where nothing is answered."""
    database = connections["default"]
    if isinstance(database, DatabaseWrapper):
        database.close_pool()


def _is_empty() -> bool:
    models = ("members.Organisation", "alliance.User")
    return not any(apps.get_model(name).objects.exists() for name in models)


def _collect_static_files() -> None:
    stamp = Path(settings.STATIC_ROOT, ".stamp")
    current = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    with step("Stile und Bilder werden gepackt"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current)


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
