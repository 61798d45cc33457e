"""A coordinator's morning: with the mouse, with keys alone, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.entrance import COOKIES, enter
from tests.browser.reading import violations

ESSEN, BOCHUM, DORTMUND = (
    f"koordination-{slug}@example.org" for slug in ("essen", "bochum", "dortmund")
)
CHANGES = "/koordination/?art=aenderung"
# Chromium answers a form that was wrong or too late with such a page.
ANSWERS = {422, 409}


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = COOKIES
    watch.expected_statuses = ANSWERS

    def sign_in(page, email=ESSEN):
        enter(page, email, "/koordination/")

    return sign_in


def open_first(page):
    """The oldest change that waits; its name, as the page has it."""
    page.goto(CHANGES)
    page.locator(".waiting h2 a").first.click()
    expect(page.get_by_role("heading", name="Ihre Entscheidung")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(
    ("script", "email"), [(True, ESSEN), (False, BOCHUM)], ids=["script", "no-script"]
)
def test_a_change_goes_back_with_a_reason(visit, sign_in, script, email):
    with visit(java_script_enabled=script) as page:
        sign_in(page, email)
        page.set_viewport_size({"width": 360, "height": 740})
        name = open_first(page)

        page.get_by_role("button", name="Zurückgeben", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text(
            "Bitte wählen Sie einen Grund"
        )
        page.get_by_label("Werbende Angaben").check()
        page.get_by_label("Notiz an die Redaktion").fill("Bitte sachlicher.")
        page.get_by_role("button", name="Zurückgeben", exact=True).click()

        expect(page.locator(".notice-success")).to_contain_text("geht zurück")
        page.goto("/koordination/mitglieder/?vorschlag=returned")
        assert name in page.locator("main").inner_text()


def test_a_change_is_approved_with_keys_alone_and_the_public_reads_it(visit, sign_in):
    with visit() as page:
        sign_in(page, DORTMUND)
        name = open_first(page)
        slug = re.search(r"organisationen/([a-z0-9-]+)/", page.url).group(1)
        # So the demo marks what it proposes.
        expect(page.locator(".galley")).to_contain_text("Entwurfstext")

        page.get_by_label("Werbende Angaben").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.get_by_role("link", name="Zur Entscheidung").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Alles freigeben")).to_be_focused()
        page.keyboard.press("Enter")

        expect(page.locator(".notice-success")).to_contain_text("ist online")
        page.goto(f"/anbieter/{slug}/")
        expect(page.locator("main")).to_contain_text("Entwurfstext")


def test_every_state_of_the_pages_is_accessible(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page)
        for address in (
            "/koordination/",
            "/koordination/?aelter=7",
            "/koordination/mitglieder/",
            "/koordination/mitglieder/?q=gibtesnicht",
        ):
            page.goto(address)
            assert list(violations(page, axe_source)) == []
        page.goto("/koordination/mitglieder/")
        page.locator(".roll h2 a").first.click()
        assert list(violations(page, axe_source)) == []
        page.get_by_role("link", name="Für das Mitglied ändern").click()
        assert list(violations(page, axe_source)) == []
        page.goto("/koordination/?art=nachweis")
        page.locator(".waiting h2 a").first.click()
        assert list(violations(page, axe_source)) == []
        open_first(page)
        page.get_by_role("link", name="Die ganze Seite").click()
        assert list(violations(page, axe_source)) == []
        page.get_by_role("link", name="Zur Entscheidung").click()
        page.locator(".unchanged summary").click()
        assert list(violations(page, axe_source)) == []
        page.get_by_role("button", name="Zurückgeben", exact=True).click()
        assert list(violations(page, axe_source)) == []
