"""With one thumb on a small phone: from the home page to the telephone."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"width": 320, "height": 568}


@pytest.mark.parametrize("has_script", [True, False])
def test_from_home_to_the_telephone_in_four_actions(visit, has_script):
    with visit(viewport=PHONE, java_script_enabled=has_script) as page:
        page.goto("/")
        words = page.get_by_label("Was möchten Sie lernen?")
        words.fill("Schweißen")
        words.press("Enter")  # 1: type
        page.get_by_role("link", name="Bildungsgutschein", exact=True).click()  # 2
        expect(page).to_have_url(re.compile("bildungsgutschein=ja"))
        page.locator(".hits li:has(.call) h3 a").first.click()  # 3: the profile
        number = page.locator(".thumb a[href^='tel:']")  # 4: one touch calls

        expect(number).to_be_in_viewport()
        assert number.bounding_box()["y"] > PHONE["height"] / 2


def test_the_first_hit_is_seen_without_scrolling(page):
    page.set_viewport_size(PHONE)
    page.goto("/anbieter/?q=Schweißen")

    expect(page.locator(".hits h3 a").first).to_be_in_viewport()
