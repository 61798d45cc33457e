"""Chromium, the portal it visits, and a watch over each journey.

The portal is the one that `make run` starts: its server, its headers, its packed
files, and the demo alliance. All journeys visit the same one, and none changes what is
public in it.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.browser.pages import expect_what_it_brings, open_kind
from tests.browser.portal import running
from tests.browser.watch import Watch

ARGUMENTS = [
    *("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
AXE = Path(settings.BASE_DIR, "node_modules", "axe-core", "axe.min.js")
# A machine that does many things at once is no error of the portal.
PATIENCE = 15_000


def not_run(reason):
    """A missing tool: an error where all has to run, else said aloud."""
    sentence = f"Browser-Tests nicht gelaufen: {reason}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


# Of the package, not of the session: Playwright's loop forbids Django's database to
# the tests that come after, as long as it runs.
@pytest.fixture(scope="package")
def browser():
    program = shutil.which("chromium")
    if program is None:
        not_run("chromium fehlt (apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def running_portal(browser):
    with running() as portal:
        yield portal


@pytest.fixture
def portal(running_portal):
    return running_portal.address


@pytest.fixture(scope="package")
def samples(running_portal):
    return running_portal.samples()


@pytest.fixture(scope="package")
def axe_source():
    if not AXE.exists():
        not_run("axe-core fehlt (npm ci --ignore-scripts)")
    return AXE.read_text()


@pytest.fixture
def watch(portal):
    return Watch(portal)


@pytest.fixture
def visit(browser, portal, watch):
    """Open a page in a browser that knows nothing yet; what it met is looked at."""

    @contextmanager
    def visit(**options):
        context = browser.new_context(base_url=portal, locale="de-DE", **options)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        with context:
            page = context.new_page()
            yield page
            assert watch.requests
            assert watch.complaints(page) == {}

    return visit


@pytest.fixture
def page(visit):
    with visit() as page:
        yield page


@pytest.fixture
def visit_kind(visit, watch, samples):
    """Open a page of one kind, whatever status and cookie it comes with."""

    @contextmanager
    def visit_kind(kind, **options):
        expect_what_it_brings(watch, kind)
        with visit(**options) as page:
            open_kind(page, kind, samples)
            yield page

    return visit_kind
