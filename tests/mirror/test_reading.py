"""Nobody reads what is the other network's business, whatever the address."""

import pytest
from django.urls import reverse

from tests.mirror.addresses import addresses, named_views
from tests.mirror.rows import all_rows
from tests.mirror.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

READERS = ("visitor", "editor", "colleague", "coordinator", "substitute")


@pytest.fixture
def world(settings, tmp_path):
    settings.STORAGES["private"]["OPTIONS"]["location"] = tmp_path / "private"
    return build()


def said(response):
    """All that an answer says, in its body and around it."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode(errors='replace')}".lower()


def sign_in(client, world, reader):
    if reader != "visitor":
        client.force_login(getattr(world.essen, reader))


@pytest.mark.parametrize("reader", READERS)
def test_no_page_tells_a_reader_of_essen_what_is_bochums(world, client, reader):
    sign_in(client, world, reader)
    forbidden = ["geheim-b"] + (["geheim-e"] if reader == "visitor" else [])

    leaks = [
        address
        for _name, address in addresses(world)
        for word in forbidden
        if word in said(client.get(address))
    ]

    assert leaks == []


def test_the_markers_are_where_they_can_be_found(world, client):
    """Or the absence of the others' would say nothing."""
    sign_in(client, world, "coordinator")

    told = [
        name
        for name, address in addresses(world)
        if "geheim-e" in said(client.get(address))
    ]

    assert told


@pytest.mark.parametrize("reader", READERS)
def test_no_page_that_is_read_writes(world, client, reader):
    sign_in(client, world, reader)
    client.get(reverse("members:home"))
    before = all_rows()

    for _name, address in addresses(world):
        client.get(address)

    assert all_rows() == before


def test_every_view_is_visited(world):
    visited = {name for name, _address in addresses(world)}

    assert {name for name, _entry in named_views()} - visited == {"page"}
