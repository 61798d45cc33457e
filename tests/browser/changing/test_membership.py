"""A membership ends and the address says so; what is deleted comes back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.entrance import COOKIES, enter
from tests.browser.reading import violations

MEMBERS = "/koordination/mitglieder/"


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = COOKIES
    # Of what has left.
    watch.expected_statuses = {410, 422}

    def sign_in(page, network):
        enter(page, f"koordination-{network}@example.org", MEMBERS)

    return sign_in


def open_file(page):
    """Of someone who is online, in this network alone; its public address."""
    rows = page.locator(".roll > li").filter(has_not_text=re.compile("·|Nicht online"))
    rows.first.locator("h2 a").click()
    return page.get_by_role("link", name="Was online ist").get_attribute("href")


def status(page, address):
    return page.request.get(address).status


@pytest.mark.parametrize(
    ("script", "network"), [(True, "duisburg"), (False, "hamm")], ids=["script", "none"]
)
def test_after_its_end_the_address_says_so(visit, sign_in, axe_source, script, network):
    with visit(java_script_enabled=script) as page:
        page.set_viewport_size({"width": 320, "height": 640})
        sign_in(page, network)
        public = open_file(page)
        assert status(page, public) == 200
        page.get_by_role("link", name=re.compile("^Beenden")).click()
        if script:
            assert list(violations(page, axe_source)) == []
        yesterday = timezone.localdate() - timedelta(days=1)
        page.get_by_label("Letzter Tag").fill(yesterday.isoformat())
        page.get_by_label("Ein Wort an die Redaktion").fill("Alles Gute!")
        page.get_by_role("button", name="Mitgliedschaft beenden").click()

        expect(page.locator(".notice-success")).to_contain_text("Der letzte Tag")
        if script:
            assert list(violations(page, axe_source)) == []
        page.goto(public)
        expect(page.locator("main")).to_contain_text("nicht mehr online")
        expect(page.get_by_role("search").first).to_be_visible()
        assert status(page, public) == 410


def test_what_is_deleted_comes_back_with_the_keyboard(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page, "gelsenkirchen")
        public = open_file(page)
        page.get_by_role("link", name="Diese Organisation löschen").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/loeschen/")
        assert list(violations(page, axe_source)) == []
        page.get_by_role("button", name="Organisation löschen").focus()
        page.keyboard.press("Enter")

        page.wait_for_url("**/geloescht/")
        assert list(violations(page, axe_source)) == []
        assert status(page, public) == 410
        page.get_by_role("button", name=re.compile("^Zurückholen")).focus()
        page.keyboard.press("Enter")

        page.wait_for_url("**/organisationen/*/")
        expect(page.locator(".notice-success")).to_contain_text("ist zurück")
        assert status(page, public) == 200


def test_several_rest_and_go_on(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page, "muelheim")
        for tick in page.locator(".roll input[name=wahl]").all()[:2]:
            tick.check()
        page.get_by_role("button", name="Weiter").click()
        assert list(violations(page, axe_source)) == []
        page.get_by_role("button", name="Mitgliedschaft ruhen lassen").click()

        expect(page.locator(".notice-success")).to_be_visible()
        page.locator(".roll h2 a").first.click()
        expect(page.locator(".belonging").first).to_contain_text("ruht seit")
        page.get_by_role("button", name=re.compile("^Fortsetzen")).first.click()
        expect(page.locator(".notice-success")).to_contain_text("geht weiter")


@pytest.mark.parametrize(
    "address",
    [
        *("organisationen/neu/", "aufnehmen/", "aufnehmen/?q=Niemand", "geloescht/"),
        "mitglieder/",
    ],
)
def test_the_pages_are_for_everyone(visit, sign_in, axe_source, address):
    with visit() as page:
        sign_in(page, "oberhausen")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"/koordination/{address}")
            assert list(violations(page, axe_source)) == []
            wide = "document.documentElement.scrollWidth > innerWidth"
            assert not page.evaluate(wide)


def test_a_new_organisation_is_added_and_a_double_is_shown(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page, "oberhausen")
        for _time in range(2):
            page.goto("/koordination/organisationen/neu/")
            page.get_by_label("Name", exact=True).fill("Lichthof Akademie")
            page.get_by_label("Straße und Hausnummer").fill("Gasse 5")
            page.get_by_label("Postleitzahl").fill("46045")
            page.get_by_label("Ort", exact=True).fill("Oberhausen")
            page.get_by_role("button", name="Organisation anlegen").click()

        expect(page.get_by_role("alert")).to_contain_text("Lichthof Akademie")
        assert list(violations(page, axe_source)) == []
        page.get_by_role("button", name="Nein, trotzdem anlegen").click()
        page.wait_for_url("**/lichthof-akademie-2/")
