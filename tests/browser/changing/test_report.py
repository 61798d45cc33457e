"""From a report of an error to the answer that its sender gets."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.entrance import enter
from tests.browser.reading import violations

EDITOR = "anbieter-hamm@example.org"
WRONG, ANSWER = "Die Hausnummer stimmt nicht.", "Danke, die Hausnummer ist berichtigt."


def sign_in(page):
    enter(page, EDITOR, "/mein-bereich/")


def of_editor(page):
    """The slug of what the demo's editor looks after."""
    address = page.locator("main h2 a").first.get_attribute("href")
    return address.strip("/").rpartition("/")[2]


def report(page, slug, email):
    page.goto(f"/anbieter/{slug}/")
    page.get_by_role("link", name="Stimmt hier etwas nicht?").click()
    button = page.get_by_role("button", name="Hinweis senden")
    button.click()
    expect(page.locator(".summary")).to_contain_text("Bitte schreiben Sie")
    page.get_by_label("Was stimmt nicht?").fill(WRONG)
    page.get_by_label("Ihre E-Mail-Adresse").fill(email)
    # Quicker than that only robots are.
    page.wait_for_timeout(2500)
    button.click()
    page.wait_for_url("**/hinweis/danke/")
    expect(page.locator("main")).to_contain_text("die Redaktion von")


def settle(page, slug):
    page.goto(f"/mein-bereich/{slug}/hinweise/")
    waiting = page.locator(".reports > li", has_text=WRONG).first
    waiting.get_by_role("link", name="Erledigen").click()
    page.get_by_label("Der Hinweis stimmt").check()
    page.get_by_label("Antwort an die Person").fill(ANSWER)
    page.get_by_role("button", name="Hinweis erledigen").click()
    expect(page.locator(".notice-success")).to_contain_text(
        "Ihre Antwort ist unterwegs"
    )


@pytest.mark.parametrize(
    ("has_script", "email"), [(True, "ada@a.example"), (False, "ada@b.example")]
)
def test_from_a_report_to_its_answer(visit, watch, has_script, email):
    watch.expected_cookies = {"csrftoken", "sitzung"}
    watch.expected_statuses = {422}
    options = {"java_script_enabled": has_script}
    with visit(**options) as visitor, visit(**options) as editor:
        sign_in(editor)
        slug = of_editor(editor)
        report(visitor, slug, email)
        assert visitor.context.cookies() == []

        settle(editor, slug)

        visitor.goto("/verwaltung/postausgang/")
        visitor.get_by_role("link", name=re.compile("Ihr Hinweis zu")).first.click()
        expect(visitor.locator("main")).to_contain_text(email)
        expect(visitor.locator("main")).to_contain_text(ANSWER)


def test_axe_finds_nothing_in_what_is_reported(visit, watch, axe_source):
    watch.expected_cookies = {"csrftoken", "sitzung"}
    watch.expected_statuses = {422}
    with visit() as page:
        sign_in(page)
        slug = of_editor(page)
        desk = f"/mein-bereich/{slug}/hinweise/"
        found = {}
        for path in (
            f"/anbieter/{slug}/hinweis/",
            f"/anbieter/{slug}/hinweis/danke/",
            "/kontakt/nachricht/",
            "/kontakt/nachricht/danke/",
            desk,
        ):
            page.goto(path)
            found[path] = list(violations(page, axe_source))
        page.locator(".reports a.button-small").first.click()
        page.get_by_role("button", name="Hinweis erledigen").click()
        expect(page.locator(".summary")).to_be_visible()
        found["refused"] = list(violations(page, axe_source))

        assert not any(found.values()), found
