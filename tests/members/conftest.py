"""Terms, and a provider that bears them."""

import pytest

from tests.factories import TermFactory, listed


@pytest.fixture
def welding(db):
    return TermFactory(kind="topic", slug="schweissen", name="Schweißen")


@pytest.fixture
def voucher(db):
    return TermFactory(
        kind="funding", slug="bildungsgutschein", name="Bildungsgutschein"
    )


@pytest.fixture
def welders(essen, welding, voucher):
    return listed("schweisser", essen, terms=(welding, voucher), name="Schweißerei")
