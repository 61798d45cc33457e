"""Every kind of page: readable for all, on every screen, in light and dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import KINDS, expect_what_it_brings, open_kind

pytestmark = pytest.mark.xdist_group("browser")

WIDTHS = (320, 768, 1280)
RUN = """() => axe.run({
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then((found) => found.violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`)))"""
WIDER_THAN_THE_SCREEN = """() => document.scrollingElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML.slice(0, 120))
  : []"""


@pytest.fixture(params=KINDS)
def kind(request, watch):
    expect_what_it_brings(watch, request.param)
    return request.param


def open_all_filters(page):
    page.locator("details").evaluate_all(
        "groups => groups.forEach((group) => { group.open = true })"
    )


def open_panel(page):
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#filter")).to_be_visible()


def test_axe_finds_nothing(page, kind, axe_source):
    open_kind(page, kind)
    # What the browser evaluates for a test is no script of the page to its policy.
    page.evaluate(axe_source)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert (width, scheme, page.evaluate(RUN)) == (width, scheme, [])


def test_axe_finds_nothing_in_open_filters(page, axe_source):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/anbieter/")
    open_panel(page)
    open_all_filters(page)
    page.evaluate(axe_source)

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(RUN) == []


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

    open_panel(page)
    page.mouse.click(160, 10)
    expect(panel).to_be_hidden()


def test_the_panel_shows_its_results_and_closes(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/anbieter/")
    open_panel(page)
    page.locator("#stadt-essen").check()
    expect(page).to_have_url(re.compile("stadt=essen"))
    expect(page.locator("#filter")).to_be_visible()

    page.locator("#show").click()

    expect(page.locator("#filter")).to_be_hidden()
    expect(page.get_by_role("status")).to_be_in_viewport()


def test_nothing_is_wider_than_a_small_screen(page, kind):
    page.set_viewport_size({"width": 320, "height": 640})
    open_kind(page, kind)
    open_all_filters(page)

    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


def test_nothing_is_wider_than_the_screen_with_text_twice_as_large(page, kind):
    page.set_viewport_size({"width": 640, "height": 800})
    open_kind(page, kind)
    open_all_filters(page)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
