"""Three clicks keep an entry true, with script and without; then the inventory."""

import re

import pytest
from playwright.sync_api import expect

from members.demo import PASSWORD
from tests.browser.entrance import enter
from tests.browser.reading import violations

COORDINATION = "koordination-dortmund@example.org"


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = {"csrftoken", "sitzung"}

    def sign_in(page, email, goal):
        enter(page, email, goal)

    return sign_in


@pytest.fixture
def links(changing):
    """The three links of a letter to a main editor of the demo."""

    def links(email):
        return re.findall(r"(/aktualitaet/\S+)", changing.question(email))

    return links


@pytest.mark.parametrize(
    ("script", "network"), [(True, "hamm"), (False, "bochum")], ids=["script", "none"]
)
def test_three_clicks_confirm_an_entry(visit, axe_source, links, script, network):
    still_right = links(f"anbieter-{network}@example.org")[0]
    with visit(java_script_enabled=script) as page:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(still_right)
        if script:
            assert list(violations(page, axe_source)) == []
        public = page.get_by_role("link", name="Zur ganzen öffentlichen Seite")
        address = public.get_attribute("href")

        page.get_by_role("button", name="Ja, alles stimmt noch").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("Danke")
        assert "/aktualitaet/danke/" in page.url
        page.goto(address)
        expect(page.locator(".confirmed")).to_contain_text("Angaben bestätigt im")


def test_a_used_link_says_so_with_the_keyboard(visit, watch, links):
    watch.expected_statuses = {410}
    _right, _change, gone = links("anbieter-essen@example.org")
    with visit() as page:
        page.goto(gone)
        page.get_by_role("button", name="Der Koordination melden").focus()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Gelöscht wurde nichts.")

        page.goto(gone)

        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Dieser Link gilt nicht mehr"
        )


def test_whoever_wants_to_change_something_is_led_there(visit, watch, sign_in, links):
    watch.expected_cookies = {"csrftoken", "sitzung"}
    change = links("anbieter-dortmund@example.org")[1]
    with visit() as page:
        page.goto(change)
        page.get_by_role("button", name="Anmelden und ändern").click()
        page.get_by_label("E-Mail").fill("anbieter-dortmund@example.org")
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()

        page.wait_for_url("**/mein-bereich/*/")
        page.get_by_role("button", name="Ja, alles stimmt noch").click()
        expect(page.locator(".notice-success")).to_contain_text("Danke.")


def test_an_inventory_is_worked_through(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page, COORDINATION, "/koordination/durchsicht/")
        page.get_by_role("button", name="Beginnen").click()
        page.wait_for_url("**/durchsicht/*/")
        assert list(violations(page, axe_source)) == []
        total = page.locator(".progress").inner_text().strip().split()[-1]

        page.get_by_role("link", name="Weiter mit dem nächsten Mitglied").click()
        page.get_by_label("Bestätigt").check()
        page.get_by_label("Notiz").fill("Zentrale")
        assert list(violations(page, axe_source)) == []
        page.get_by_role("button", name="Speichern und weiter").click()

        expect(page.locator(".notice-success")).to_contain_text("Notiert.")
        expect(page.locator(".progress")).to_contain_text(f"1 von {total}")
        for address in ("drucken/", "schliessen/"):
            page.goto(re.sub(r"zeile/.*", address, page.url))
            assert list(violations(page, axe_source)) == []
            page.go_back()


def test_every_state_of_the_pages_is_accessible(visit, watch, sign_in, axe_source):
    watch.expected_statuses = {422}
    with visit() as page:
        sign_in(page, COORDINATION, "/koordination/aktualitaet/")
        assert list(violations(page, axe_source)) == []
        page.locator(".freshness-list h2 a").first.click()
        assert list(violations(page, axe_source)) == []
        page.get_by_label("Telefonisch bestätigt am").fill("2020-01-01")
        # The page itself refuses what the browser would not send.
        button = page.get_by_role("button", name="Als bestätigt notieren")
        button.evaluate("button => { button.form.noValidate = true }")
        button.click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert list(violations(page, axe_source)) == []
