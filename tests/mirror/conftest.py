"""One mirror world for all tests of a module; each leaves it as it was."""

from contextlib import contextmanager

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test import override_settings

from tests.mirror.world import build, sign_in

NOW = "2026-06-01 10:00+02:00"


@contextmanager
def passing():
    """What is done in it is undone, and takes no time."""
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def lasting_world(django_db_setup, django_db_blocker, tmp_path_factory):
    files = tmp_path_factory.mktemp("mirror")
    # As on a server: on one's own machine anyone reads all letters.
    settings = override_settings(MEDIA_ROOT=files / "media", HAS_OUTBOX=False)
    with django_db_blocker.unblock(), settings, pytest.MonkeyPatch.context() as patch:
        # The model of proofs has kept its storage since its import.
        for name in ("base_location", "location"):
            patch.setattr(storages["private"], name, str(files / "private"))
        with passing():
            built = build()
            sign_in(built)
            # As a commit would, once and not with each test.
            connection.check_constraints()
            yield built


@pytest.fixture
def world(lasting_world, db):
    return lasting_world
