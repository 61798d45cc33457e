"""Everything without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import KINDS, expect_what_it_brings, open_kind

pytestmark = pytest.mark.xdist_group("browser")

MOST_STOPS = 150
STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const style = getComputedStyle(stop);
  const box = stop.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll("*")].indexOf(stop),
    name: stop.id || stop.textContent.trim() || stop.name,
    is_marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_in_view: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight
      && box.left >= 0 && box.right <= innerWidth,
  };
}"""


def stops(page):
    """Where the Tab key leads, from the top of the page to its end."""
    found = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (found and stop["place"] == found[0]["place"]):
            return found
        found.append(stop)
    raise AssertionError(f"more than {MOST_STOPS} stops")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_each_stop_is_seen_marked_and_in_reading_order(visit, watch, kind, width):
    expect_what_it_brings(watch, kind)
    with visit(viewport={"width": width, "height": 800}) as page:
        open_kind(page, kind)

        found = stops(page)

        places = [stop["place"] for stop in found]
        assert found[0]["name"] == "Zum Inhalt"
        assert places == sorted(places)
        assert [stop for stop in found if not stop["is_marked"]] == []
        assert [stop for stop in found if not stop["is_in_view"]] == []


def test_the_skip_link_leads_past_the_navigation(page):
    page.goto("/netzwerke/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#inhalt$"))
    page.keyboard.press("Tab")

    expect(page.locator("main :focus")).to_have_count(1)


def test_a_search_needs_the_keyboard_alone(page):
    page.goto("/")
    page.get_by_label("Was möchten Sie lernen?").focus()
    page.keyboard.type("Pflege")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=Pflege"))

    page.get_by_label("Was möchten Sie lernen?").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Sprache")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("q=Sprache"))
    expect(page.get_by_label("Was möchten Sie lernen?")).to_be_focused()


def test_a_group_of_filters_opens_with_the_space_bar(page):
    page.goto("/anbieter/")
    expect(page.locator("#zeit-abends")).to_be_hidden()

    page.locator("summary", has_text="Unterrichtszeit").focus()
    page.keyboard.press("Space")
    page.locator("#zeit-abends").focus()
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile("zeit=abends"))
    expect(page.locator("#zeit-abends")).to_be_focused()


def test_after_a_link_in_the_list_the_next_stop_is_in_the_list(page):
    page.goto("/anbieter/")
    page.get_by_role("link", name="Nächste Seite").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Seite 2 von")
    expect(page.get_by_role("heading", name="Ergebnisse")).to_be_focused()
    expect(page.get_by_role("status")).to_be_in_viewport()
    page.keyboard.press("Tab")

    expect(page.locator(".results :focus")).to_be_in_viewport()
