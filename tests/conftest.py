"""The cast of the tests.

Esra coordinates the network of Essen and Boris that of Bochum; Gisela is the
alliance's office. Wanda edits the workshop, a member in Essen alone, and Kemal the
college, a member in Essen and in Bochum. Both are online. The visitor is nobody.
"""

from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

from alliance.limits import READING
from alliance.translations import compile_texts
from news import reading
from tests.cast import coordinator, editor, network_of, office
from tests.factories import listed
from tests.lasting import keep_private


def pytest_configure(config):
    compile_texts()
    held = ExitStack()
    config.add_cleanup(held.close)
    if settings.IS_EMBEDDED:
        held.enter_context(settings.CLUSTER.hold(durable=False))


# What each of them builds is built once, by one of the processes that test.
TOGETHER = (
    "tests/browser/changing/",
    "tests/browser/",
    "tests/mirror/",
    "tests/members/test_demo.py",
    "tests/members/test_search_alone.py",
    "tests/members/test_search_in_a_crowd.py",
    "tests/members/test_vocabulary.py",
    "tests/news/test_demo.py",
    "tests/alliance/test_run.py",
)


class Sharing(LoadScopeScheduling):
    """All others one by one, in their order: what empties all tables comes last.

    Of xdist's own ways the one by marks does not work with pytest 9.2.
    """

    def _split_scope(self, nodeid):
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Sharing(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests of several connections empty the tables after them, the journal too."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("journalentry", "journalseal"):
            cursor.execute(
                f"ALTER TABLE alliance_{table} DISABLE TRIGGER journal_is_not_emptied"
            )


@pytest.fixture(autouse=True)
def patience():
    """What other tests have asked does not count for the next."""
    READING.forget()
    reading.forget()


@pytest.fixture
def essen(db):
    return network_of("essen")


@pytest.fixture
def bochum(db):
    return network_of("bochum")


@pytest.fixture
def esra(essen):
    return coordinator("Esra", essen)


@pytest.fixture
def boris(bochum):
    return coordinator("Boris", bochum)


@pytest.fixture
def gisela(db):
    return office("Gisela")


@pytest.fixture
def workshop(essen):
    return listed("werkstatt", essen)


@pytest.fixture
def college(essen, bochum):
    return listed("kolleg", essen, bochum)


@pytest.fixture
def wanda(workshop):
    return editor("Wanda", workshop)


@pytest.fixture
def kemal(college):
    return editor("Kemal", college)


@pytest.fixture
def media(settings, tmp_path):
    """An empty place for files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def private(monkeypatch, tmp_path):
    """An empty place for proofs."""
    keep_private(monkeypatch, tmp_path / "private")
    return tmp_path / "private"
