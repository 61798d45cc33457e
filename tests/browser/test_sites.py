"""An editor keeps her sites, without script and with the keyboard alone."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.entrance import enter
from tests.browser.reading import violations

EDITOR = "anbieter-essen@example.org"


@pytest.fixture
def at_desk(visit, watch):
    """The organisation's desk, with whoever edits it signed in."""
    watch.expected_cookies = {"csrftoken", "sitzung"}

    @contextmanager
    def at_desk(**options):
        with visit(**options) as page:
            enter(page, EDITOR, "/mein-bereich/")
            page.locator("main h2 a").first.click()
            page.wait_for_url(re.compile("/mein-bereich/[^/]+/$"))
            yield page

    return at_desk


def press(page, name):
    """Go to a link or a button with the tabulator, and press it."""
    for _step in range(80):
        page.keyboard.press("Tab")
        held = page.evaluate("document.activeElement?.innerText") or ""
        if held.split(":")[0].strip() == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(name)


def write(page, label, text):
    """Go to a field with the tabulator, and type."""
    field = page.get_by_label(label, exact=True)
    for _step in range(60):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            page.keyboard.type(text)
            return
    raise AssertionError(label)


HOURS = {
    "Montag, von": "9",
    "Montag, bis": "12 Uhr",
    "Montag, 2. Zeit, von": "13.30",
    "Montag, 2. Zeit, bis": "17:00",
}
ADDRESS = {
    "Straße und Hausnummer": "Probegasse 7",
    "Postleitzahl": "45127",
    "Ort": "Essen",
}


def test_a_site_with_hours_comes_and_goes_with_the_keyboard(at_desk):
    with at_desk(java_script_enabled=False) as page:
        press(page, "Standorte")
        press(page, "Standort hinzufügen")
        for label, text in (ADDRESS | HOURS).items():
            write(page, label, text)
        page.keyboard.press("Enter")
        page.wait_for_url("**/punkt/")
        press(page, "500 m")
        expect(page.get_by_text("noch nicht gespeichert")).to_be_visible()
        press(page, "Punkt speichern")
        page.wait_for_url("**/standorte/")
        site = page.locator(".sites > li").filter(has_text="Probegasse 7")
        expect(site).to_contain_text("9 bis 12, 13:30 bis 17 Uhr")

        site.get_by_role("link", name="Entfernen").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/entfernen/")
        press(page, "Standort entfernen")
        page.wait_for_url("**/standorte/")
        expect(page.get_by_text("Probegasse 7")).to_have_count(0)


@pytest.mark.parametrize(
    "part",
    ["standorte/", "standorte/neu/", "kursnet/", "nachweise/", "nachweise/neu/"],
)
def test_the_pages_can_be_read_by_all(at_desk, axe_source, part):
    with at_desk() as page:
        page.goto(f"{page.url}{part}")

        assert list(violations(page, axe_source)) == []


def test_a_site_and_what_was_refused_can_be_read_by_all(at_desk, watch, axe_source):
    watch.expected_statuses = {422}
    with at_desk() as page:
        page.goto(f"{page.url}standorte/")
        page.get_by_role("link", name="Ändern").first.click()
        assert list(violations(page, axe_source)) == []
        page.get_by_label("Sonntag, von", exact=True).fill("neun")
        page.get_by_role("button", name="Speichern").click()
        expect(page.get_by_role("alert")).to_be_visible()

        assert list(violations(page, axe_source)) == []


def test_the_point_and_its_map_can_be_read_by_all(at_desk, axe_source):
    with at_desk() as page:
        page.goto(f"{page.url}standorte/")
        page.locator("main a[href$='/punkt/']").first.click()

        assert list(violations(page, axe_source)) == []
