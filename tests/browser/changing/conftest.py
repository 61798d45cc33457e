"""Journeys after which the demo is not what it was."""

import pytest

from tests.browser.portal import running


@pytest.fixture(scope="package")
def changing(browser):
    with running() as portal:
        yield portal


@pytest.fixture
def portal(changing):
    return changing.address
