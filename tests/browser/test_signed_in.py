"""Who signs in meets the same policy."""

import re

import pytest
from playwright.sync_api import expect

from members.demo import OFFICE
from tests.browser.entrance import enter


@pytest.fixture
def sign_in(page, watch):
    watch.expected_cookies = {"csrftoken", "sitzung"}

    def sign_in(email):
        enter(page, email, "/verwaltung/")

    return sign_in


def test_the_office_works_in_its_admin(page, watch, sign_in):
    # Django's admin remembers there which filters are folded.
    watch.expected_stores = {"django.admin.filtersState"}
    sign_in(OFFICE)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Organisationen", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/verwaltung/members/organisation/$"))
    page.locator("#result_list tbody th a").first.click()
    expect(page).to_have_url(re.compile(r"/change/"))


def test_a_coordinator_is_told_that_the_admin_is_not_hers(page, watch, sign_in):
    watch.expected_statuses = {403}

    sign_in("koordination-essen@example.org")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Dafür fehlt Ihnen die Berechtigung"
    )


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(page, sign_in):
    sign_in(OFFICE)

    cookies = {one["name"]: one for one in page.context.cookies()}

    assert {one["httpOnly"] for one in cookies.values()} == {True}
    assert {one["sameSite"] for one in cookies.values()} == {"Lax"}
