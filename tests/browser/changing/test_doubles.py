"""Two entries of the demo become one: with the mouse, and without script."""

import pytest
from playwright.sync_api import expect

from members.demo import OFFICE
from tests.browser.entrance import COOKIES, enter
from tests.browser.reading import violations

LIST = "/koordination/doppelte/"


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = COOKIES
    watch.expected_statuses = {422}

    def sign_in(page):
        enter(page, OFFICE, LIST)

    return sign_in


def expect_no_violations(page, axe_source):
    assert list(violations(page, axe_source)) == []


def choose_the_second_name(page):
    """Returns what the common entry will be called."""
    side = page.get_by_role("group", name="Name", exact=True).locator(".pick-side")
    side.nth(1).get_by_label("Eintrag 2").check()
    return side.nth(1).locator("p").inner_text()


def try_out(page):
    page.get_by_role("button", name="Ergebnis ansehen").click()
    expect(page.get_by_role("heading", name="So würde es")).to_be_visible()


def test_the_pages_are_accessible(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page)
        expect_no_violations(page, axe_source)
        page.get_by_role("link", name="Beide ansehen").first.click()
        expect_no_violations(page, axe_source)
        try_out(page)
        expect_no_violations(page, axe_source)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_entries_become_one(visit, sign_in, script):
    with visit(java_script_enabled=script) as page:
        page.set_viewport_size({"width": 320, "height": 740})
        sign_in(page)
        before = page.locator(".doubles > li").count()
        page.get_by_role("link", name="Beide ansehen").first.click()
        chosen = choose_the_second_name(page)
        try_out(page)
        expect(page.locator(".preview-page")).to_contain_text(chosen)

        page.get_by_role("button", name="Noch einmal wählen").click()
        name = page.get_by_role("group", name="Name", exact=True)
        expect(name.get_by_label("Eintrag 2")).to_be_checked()
        try_out(page)
        page.get_by_role("button", name="Aus zweien eins machen").click()

        expect(page.locator(".notice-success")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text(chosen)
        page.goto(LIST)
        assert page.locator(".doubles > li").count() == before - 1
