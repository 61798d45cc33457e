"""The map on the directory's page: with a mouse, with keys alone, on any screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import slugs, total

SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll("#map svg text")]
  .map((text) => parseFloat(getComputedStyle(text).fontSize)
    * text.ownerSVGElement.getScreenCTM().a))"""
TARGETS = """() => [...document.querySelectorAll(".city-map a")].map((link) => {
  const { width, height } = link.getBoundingClientRect();
  return Math.min(width, height);
})"""


def city(page, name):
    return page.locator("#map").get_by_role("link", name=re.compile(f"^{name}: "))


def test_a_city_on_the_map_is_the_filter_beside_it(page, watch):
    page.goto("/anbieter/")
    promised = int(page.locator("#stadt-essen").get_attribute("data-count"))

    city(page, "Essen").locator("path").click()

    expect(page).to_have_url(re.compile(r"stadt=essen"))
    expect(page.locator("#stadt-essen")).to_be_checked()
    expect(city(page, "Essen")).to_have_attribute("aria-current", "true")
    assert total(page) == promised
    assert len(watch.questions()) == 2


def test_a_tick_beside_the_map_chooses_the_city_on_it(page):
    page.goto("/anbieter/")

    page.locator("#stadt-hamm").check()

    expect(city(page, "Hamm")).to_have_attribute("aria-current", "true")
    expect(page.locator(".site-map")).to_be_visible()


def test_keys_alone_choose_a_city_and_leave_it_with_the_focus_on_it(page):
    page.goto("/anbieter/")
    everybody = total(page)
    city(page, "Duisburg").focus()

    page.keyboard.press("Tab")
    expect(city(page, "Oberhausen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"stadt=oberhausen"))
    expect(city(page, "Oberhausen")).to_be_focused()
    page.keyboard.press("Enter")

    expect(city(page, "Oberhausen")).not_to_have_attribute("aria-current", "true")
    expect(city(page, "Oberhausen")).to_be_focused()
    assert total(page) == everybody


def test_a_dot_leads_to_a_provider_of_the_list(page):
    page.goto("/anbieter/?stadt=hamm")
    listed = slugs(page)

    dot = page.locator(".site-map a").first
    name = dot.get_attribute("aria-label").rpartition(", ")[0]
    dot.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.url.rstrip("/").rpartition("/")[2].partition("?")[0] in listed


def test_the_map_works_without_script(visit):
    with visit(java_script_enabled=False) as page:
        page.goto("/anbieter/")
        city(page, "Bochum").locator("path").click()

        expect(page).to_have_url(re.compile(r"stadt=bochum"))
        expect(city(page, "Bochum")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("address", ["/anbieter/", "/anbieter/?stadt=essen"])
@pytest.mark.parametrize("width", [320, 400, 480, 640, 768, 1280])
def test_names_on_the_map_can_be_read_and_cities_be_hit(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    assert page.evaluate(SMALLEST_TEXT) >= 13.9
    assert min(page.evaluate(TARGETS)) >= 24
