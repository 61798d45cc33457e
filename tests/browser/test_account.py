"""Signing in with a second factor: by keyboard alone, and by a passkey."""

import time
from itertools import count

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from playwright.sync_api import expect

from members.demo import PASSWORD
from tests.browser.reading import violations

OWN_PAGES = [
    *("", "email/", "password/change/", "sitzungen/", "loeschen/", "logout/"),
    *("zweiter-faktor/", "reauthenticate/"),
]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
HOME = "Weiterbildung finden, die Sie weiterbringt."
REAUTHENTICATED = ["zweiter-faktor/totp/activate/", "zweiter-faktor/webauthn/add/"]


@pytest.fixture
def watch(watch):
    watch.expected_cookies = {"csrftoken", "sitzung"}
    return watch


def tab_to(page, element):
    """By the key alone; whoever cannot get there by it does not get there."""
    for tries in count():
        if element.evaluate("one => one === document.activeElement"):
            return
        assert tries < 60
        page.keyboard.press("Tab")


def fill_by_keyboard(page, *fields):
    """Fill in the fields by their labels and send the form off."""
    for label, text in fields:
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def arrive(page, heading):
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def sign_in(page, email, heading="Mein Konto"):
    page.goto("/konto/login/?next=/konto/")
    fill_by_keyboard(page, ("E-Mail", email), ("Passwort", PASSWORD))
    arrive(page, heading)


def sign_out(page):
    page.goto("/konto/logout/")
    press(page, "Abmelden")
    arrive(page, HOME)


def press(page, name, role="button"):
    tab_to(page, page.get_by_role(role, name=name, exact=True).first)
    page.keyboard.press("Enter")


def code(secret):
    return f"{hotp_value(secret, int(time.time()) // 30):06}"


def test_an_app_is_set_up_used_and_removed_by_keyboard_alone(page):
    sign_in(page, "anbieter-hamm@example.org")
    press(page, "Zweiten Faktor einrichten", "link")
    press(page, "App einrichten", "link")
    fill_by_keyboard(page, ("Passwort", PASSWORD))
    secret = page.locator(".secret").inner_text()
    fill_by_keyboard(page, ("Code aus der App", code(secret)))
    expect(page.locator(".codes li")).to_have_count(10)
    sign_out(page)

    sign_in(page, "anbieter-hamm@example.org", "Zweiter Faktor")
    fill_by_keyboard(page, ("Code", code(secret)))
    arrive(page, "Mein Konto")

    page.goto("/konto/zweiter-faktor/totp/deactivate/")
    fill_by_keyboard(page, ("Passwort", PASSWORD))
    arrive(page, "App entfernen")
    press(page, "App entfernen")
    expect(page.get_by_role("link", name="App einrichten")).to_be_visible()


@pytest.fixture
def with_key(browser, portal):
    """A browser with a key built in; passkeys are for names, not for digits."""
    address = portal.replace("127.0.0.1", "localhost")
    with browser.new_context(base_url=address, locale="de-DE") as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page


def test_a_passkey_is_set_up_and_signs_in(with_key):
    page = with_key
    sign_in(page, "anbieter-dortmund@example.org")
    page.goto("/konto/zweiter-faktor/webauthn/add/")
    fill_by_keyboard(page, ("Passwort", PASSWORD))
    arrive(page, "Passkey einrichten")
    press(page, "Passkey einrichten")
    expect(page.locator(".codes li")).to_have_count(10)
    sign_out(page)

    page.goto("/konto/login/?next=/konto/")
    press(page, "Mit Passkey anmelden")
    arrive(page, "Mein Konto")
    sign_out(page)

    sign_in(page, "anbieter-dortmund@example.org", "Zweiter Faktor")
    press(page, "Passkey verwenden")
    arrive(page, "Mein Konto")

    page.goto("/konto/zweiter-faktor/webauthn/")
    page.get_by_role("link", name="Entfernen").click()
    fill_by_keyboard(page, ("Passwort", PASSWORD))
    arrive(page, "Passkey entfernen")
    press(page, "Passkey entfernen")
    expect(page.get_by_text("Sie haben noch keine.")).to_be_visible()


def test_axe_finds_nothing_in_an_account(page, axe_source):
    sign_in(page, "koordination-essen@example.org")
    found = {}
    for path in OWN_PAGES:
        page.goto(f"/konto/{path}")
        found[path] = list(violations(page, axe_source))
    page.goto("/konto/zweiter-faktor/totp/activate/")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    for path in REAUTHENTICATED:
        page.goto(f"/konto/{path}")
        found[path] = list(violations(page, axe_source))

    assert not any(found.values()), found


def test_the_back_button_shows_nothing_of_an_account_that_was_left(page):
    sign_in(page, "koordination-essen@example.org")
    page.goto("/konto/")
    sign_out(page)

    page.go_back()
    arrive(page, HOME)
    page.evaluate("history.go(-2)")
    arrive(page, "Anmelden")
    assert "koordination-essen" not in page.content()
