"""One mirror world for all tests of a module; each leaves it as it was."""

import pytest
import time_machine

from tests.lasting import lasting, settle
from tests.mirror.world import build, sign_in

NOW = "2026-06-01 10:00+02:00"


@pytest.fixture(scope="module")
def lasting_world(django_db_setup, django_db_blocker, tmp_path_factory):
    files = tmp_path_factory.mktemp("mirror")
    # As on a server: on one's own machine anyone reads all letters.
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        lasting(files, HAS_OUTBOX=False),
    ):
        built = build()
        sign_in(built)
        settle()
        yield built


@pytest.fixture
def world(lasting_world, db):
    return lasting_world
