"""Every kind of page: readable for all, on every screen, in light and dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import KINDS
from tests.browser.reading import (
    lost_in_forced_colours,
    moving,
    open_all_details,
    overflows,
    violations,
)


def open_panel(page):
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#filter")).to_be_visible()


def words_of(page):
    """All but what only a script can do or know: to print, to share, what is now."""
    page.locator(".by-script").evaluate_all(
        "parts => parts.forEach((part) => { part.style.display = 'none' })"
    )
    return page.locator("main").inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_read_by_all(visit_kind, kind, axe_source):
    with visit_kind(kind) as page:
        text = words_of(page)
        assert list(violations(page, axe_source)) == []
        assert list(lost_in_forced_colours(page)) == []
        assert moving(page) == []
        open_all_details(page)
        assert list(overflows(page)) == []

    with visit_kind(kind, java_script_enabled=False) as page:
        assert words_of(page) == text


def test_axe_finds_nothing_in_open_filters(page, axe_source):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/anbieter/")
    open_panel(page)
    open_all_details(page)

    assert list(violations(page, axe_source)) == []


def test_the_panel_of_filters_closes_by_key_button_and_touch_beside_it(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/anbieter/")
    panel, opener = page.locator("#filter"), page.get_by_role("button", name="Filter")

    open_panel(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()

    open_panel(page)
    page.get_by_role("button", name="Schließen").click()
    expect(panel).to_be_hidden()

    # The alliance's name lies there, which leads to the first page.
    open_panel(page)
    page.mouse.click(160, 10)
    expect(panel).to_be_hidden()
    # It has led nowhere.
    open_panel(page)


def test_the_panel_shows_its_results_and_closes(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/anbieter/")
    open_panel(page)
    page.locator("#stadt-essen").check()
    expect(page).to_have_url(re.compile("stadt=essen"))
    expect(page.locator("#filter")).to_be_visible()

    page.locator("#show").click()

    expect(page.locator("#filter")).to_be_hidden()
    expect(page.get_by_role("button", name="Filter (1)")).to_be_visible()
    expect(page.get_by_role("status")).to_be_in_viewport()
