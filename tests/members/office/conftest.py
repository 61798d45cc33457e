import pytest


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client
