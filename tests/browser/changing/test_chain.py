"""From an invitation to an entry that the public finds, and back once in between."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from members.demo import PASSWORD
from tests.browser.entrance import enter

COORDINATION = "koordination-gelsenkirchen@example.org"
NEW_PASSWORD = "sieben rote Kraniche fliegen"
FIRST, SECOND = "Wir sind die Besten im Revier.", "Wir schweißen, was zusammengehört."


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = {"csrftoken", "sitzung"}

    def sign_in(page, email, password, goal):
        enter(page, email, goal, password)

    return sign_in


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def success(page):
    return page.locator(".notice-success")


def pick(page):
    """The slug of a member that is online and proposes nothing."""
    page.goto("/koordination/mitglieder/?vorschlag=ohne")
    for link in page.locator(".roll h2 a").all():
        slug = re.search(r"organisationen/([a-z0-9-]+)/", link.get_attribute("href"))[1]
        if page.request.get(f"/anbieter/{slug}/").ok:
            return slug
    return pytest.fail("No member is online without a proposal.")


def invite(page, slug, email):
    page.goto(f"/mein-bereich/{slug}/redaktion/")
    page.locator("input[name=email]").fill(email)
    page.locator("form:has(input[name=email]) button").click()
    expect(success(page)).to_contain_text(email)


def accept(page):
    """Follow the link of the letter and choose a password."""
    page.goto("/verwaltung/postausgang/")
    page.get_by_role("link", name=re.compile("Einladung|eingeladen")).first.click()
    page.locator("a[href*='/konto/einladung/']").click()
    page.locator("input[name=name]").fill("Nele Neu")
    page.locator("input[type=password]").first.fill(NEW_PASSWORD)
    button(page, "Einladung annehmen").click()
    page.wait_for_url("**/mein-bereich/*/")


def write(page, slug, plain):
    page.goto(f"/mein-bereich/{slug}/profil/")
    page.get_by_label("Kurzzeile").fill(plain)
    button(page, "Speichern und weiter").click()
    page.wait_for_url("**/profil/merkmale/")


def give_logo(page, slug):
    file = BytesIO()
    Image.new("RGB", (600, 400), (20, 90, 60)).save(file, "PNG")
    page.goto(f"/mein-bereich/{slug}/profil/logo/")
    page.locator("input[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    button(page, "Hochladen").click()
    expect(success(page)).to_be_visible()


def submit(page, slug):
    page.goto(f"/mein-bereich/{slug}/profil/vorschau/")
    button(page, "Änderung einreichen").click()
    expect(page.locator(".lead-state")).to_contain_text("prüft Ihre Änderung")


def send_back(page, slug, note):
    page.goto(f"/koordination/organisationen/{slug}/aenderung/")
    page.get_by_label("Werbende Angaben").check()
    page.get_by_label("Notiz an die Redaktion").fill(note)
    button(page, "Zurückgeben").click()
    expect(success(page)).to_contain_text("geht zurück")


def approve(page, slug):
    page.goto(f"/koordination/organisationen/{slug}/aenderung/")
    button(page, "Alles freigeben").click()
    expect(success(page)).to_contain_text("ist online")


@pytest.mark.parametrize(
    ("has_script", "email"), [(True, "neu@a.example"), (False, "neu@b.example")]
)
def test_from_an_invitation_to_the_directory(visit, sign_in, has_script, email):
    options = {"java_script_enabled": has_script}
    with visit(**options) as coordinator, visit(**options) as editor:
        sign_in(coordinator, COORDINATION, PASSWORD, "/koordination/")
        slug = pick(coordinator)
        invite(coordinator, slug, email)
        accept(editor)
        write(editor, slug, FIRST)
        give_logo(editor, slug)
        submit(editor, slug)

        send_back(coordinator, slug, "Bitte sachlich.")

        editor.goto(f"/mein-bereich/{slug}/")
        expect(editor.locator("main")).to_contain_text("Bitte sachlich.")
        write(editor, slug, SECOND)
        submit(editor, slug)

        approve(coordinator, slug)

        editor.goto(f"/anbieter/{slug}/")
        expect(editor.locator("main")).to_contain_text(SECOND)
        assert editor.locator(".plate img").first.evaluate("one => one.naturalWidth")
        editor.goto("/anbieter/?q=zusammengehört")
        expect(editor.get_by_test_id("results")).to_contain_text(SECOND)
