"""The cast of the tests.

Esra coordinates the network of Essen and Boris that of Bochum; Gisela is the
alliance's office. Wanda edits the workshop, a member in Essen alone, and Kemal the
college, a member in Essen and in Bochum. Both are online. The visitor is nobody.
"""

from contextlib import ExitStack

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection

from alliance.limits import READING
from alliance.translations import compile_texts
from tests.factories import (
    CityFactory,
    EditorFactory,
    NetworkFactory,
    RoleFactory,
    UserFactory,
    listed,
)


def pytest_configure(config):
    compile_texts()
    held = ExitStack()
    config.add_cleanup(held.close)
    if settings.IS_EMBEDDED:
        held.enter_context(settings.CLUSTER.hold(durable=False))


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


@pytest.fixture
def essen(db):
    network = NetworkFactory(slug="essen", name="Netzwerk Essen")
    network.cities.add(CityFactory(slug="essen", name="Essen"))
    return network


@pytest.fixture
def bochum(db):
    network = NetworkFactory(slug="bochum", name="Netzwerk Bochum")
    network.cities.add(CityFactory(slug="bochum", name="Bochum"))
    return network


@pytest.fixture
def esra(essen):
    esra = UserFactory(email="esra@example.org", name="Esra")
    RoleFactory(person=esra, network=essen)
    return esra


@pytest.fixture
def boris(bochum):
    boris = UserFactory(email="boris@example.org", name="Boris")
    RoleFactory(person=boris, network=bochum)
    return boris


@pytest.fixture
def gisela(db):
    gisela = UserFactory(email="gisela@example.org", name="Gisela")
    RoleFactory(person=gisela, network=None, kind="office")
    # Without a second factor nobody of the office gets into the administration.
    TOTP.activate(gisela, generate_totp_secret())
    return gisela


@pytest.fixture
def workshop(essen):
    return listed("werkstatt", essen)


@pytest.fixture
def college(essen, bochum):
    return listed("kolleg", essen, bochum)


@pytest.fixture
def wanda(workshop):
    wanda = UserFactory(email="wanda@example.org", name="Wanda")
    EditorFactory(organisation=workshop, person=wanda, is_main=True)
    return wanda


@pytest.fixture
def kemal(college):
    kemal = UserFactory(email="kemal@example.org", name="Kemal")
    EditorFactory(organisation=college, person=kemal, is_main=True)
    return kemal


@pytest.fixture
def media(settings, tmp_path):
    """An empty place for files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def private(monkeypatch, tmp_path):
    """An empty place for proofs; their model has kept the storage since its import."""
    for name in ("base_location", "location"):
        monkeypatch.setattr(storages["private"], name, str(tmp_path / "private"))
    return tmp_path / "private"
