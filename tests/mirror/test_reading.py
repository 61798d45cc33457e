"""Nobody reads what is the other network's business, whatever the address."""

import pytest
from django.test import Client

from tests.mirror.addresses import addresses, named_views
from tests.mirror.rows import all_rows
from tests.mirror.world import signed_in

pytestmark = pytest.mark.django_db

READERS = ("visitor", "editor", "colleague", "coordinator", "substitute")


def said(response):
    """All that an answer says, in its body and around it."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode(errors='replace')}".lower()


@pytest.mark.parametrize("reader", READERS)
def test_no_page_tells_a_reader_of_essen_what_is_bochums_or_writes(world, reader):
    is_visitor = reader == "visitor"
    client = Client() if is_visitor else signed_in(getattr(world.essen, reader))
    before = all_rows()

    told = {address: said(client.get(address)) for _name, address in addresses(world)}

    assert [address for address, text in told.items() if "geheim-b" in text] == []
    # Its own people are told, or that the others' is not told would say nothing.
    own = [address for address, text in told.items() if "geheim-e" in text]
    assert bool(own) != is_visitor
    assert all_rows() == before


def test_every_view_is_visited(world):
    visited = {name for name, _address in addresses(world)}

    assert {name for name, _entry in named_views()} - visited == {"page"}
