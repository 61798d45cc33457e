"""Everything without a mouse."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.pages import KINDS

MOST_STOPS = 200
# A link that breaks has several boxes; the first is where a reader finds it. What a
# drawing holds is no box: there some point of it has to be on top, or another link of
# the drawing, and its lines have to change instead of getting an outline.
STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const { left, right, top, bottom, width, height } = stop.getClientRects()[0];
  const drawing = stop.ownerSVGElement;
  const is_on_top = (across, down) => {
    const there = document.elementFromPoint(left + width * across, top + height * down);
    return stop.contains(there) || Boolean(there?.contains(stop))
      && !there.matches("body, main") || drawing && drawing.contains(there);
  };
  const is_fixed = (one) => one !== null
    && (getComputedStyle(one).position === "fixed" || is_fixed(one.parentElement));
  const lines = () => [...stop.querySelectorAll("*")].map((part) => {
    const { stroke, strokeWidth, fill, outlineStyle } = getComputedStyle(part);
    return [stroke, strokeWidth, fill, outlineStyle].join();
  }).join();
  const changes = () => {
    const focused = lines();
    stop.blur();
    const plain = lines();
    stop.focus({ preventScroll: true });
    return focused !== plain;
  };
  const { outlineStyle, outlineWidth } = getComputedStyle(stop);
  return {
    place: [...document.querySelectorAll("*")].indexOf(stop),
    name: stop.id || stop.textContent.trim() || stop.name,
    drawing: drawing && [...document.querySelectorAll("svg")].indexOf(drawing),
    is_in_flow: stop.closest("main") !== null && !is_fixed(stop),
    left, right, top: top + scrollY, bottom: bottom + scrollY,
    is_marked: drawing ? changes()
      : outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    is_in_view: width > 0 && top >= 0 && bottom <= innerHeight
      && left >= 0 && right <= innerWidth,
    is_uncovered: is_on_top(.5, .5) || Boolean(drawing) && is_on_top(.3, .3),
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


def leaps(found):
    """Steps back: to a place above, and not in a column further right."""
    inside = [stop for stop in found if stop["is_in_flow"]]
    return [
        (before["name"], after["name"])
        for before, after in pairwise(inside)
        if after["bottom"] <= before["top"]
        and after["left"] < before["right"]
        # Cities of a drawing come from west to east, wherever their names stand.
        and (after["drawing"] is None or after["drawing"] != before["drawing"])
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_stop_is_seen_marked_and_in_reading_order(visit_kind, kind):
    with visit_kind(kind) as page:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.reload()
            found = stops(page)

            places = [stop["place"] for stop in found]
            assert found[0]["name"] == "Zum Inhalt"
            assert places == sorted(places)
            assert leaps(found) == []
            for quality in ("is_marked", "is_in_view", "is_uncovered"):
                assert (quality, _without(quality, found)) == (quality, [])


def _without(quality, found):
    return [stop["name"] for stop in found if not stop[quality]]


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
