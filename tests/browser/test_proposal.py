"""An editor's change, from the first word to the submission and back."""

import re
from itertools import chain

import pytest
from playwright.sync_api import expect

from members.demo import PASSWORD
from tests.browser.keys import press, reach, write
from tests.browser.reading import overflows, violations


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = {"csrftoken", "sitzung"}

    def sign_in(page, network):
        page.goto("/konto/login/?next=/mein-bereich/")
        reach(page, page.get_by_label("E-Mail"))
        page.keyboard.type(f"anbieter-{network}@example.org")
        reach(page, page.get_by_label("Passwort", exact=True))
        page.keyboard.type(PASSWORD)
        press(page, page.get_by_role("button", name="Anmelden"))
        page.wait_for_url("**/mein-bereich/")

    return sign_in


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def link(page, name):
    return page.locator("main").get_by_role("link", name=name, exact=True)


@pytest.mark.parametrize(
    ("network", "has_script"), [("dortmund", True), ("hamm", False)]
)
def test_a_change_is_written_seen_and_submitted_by_keyboard(
    visit, sign_in, network, has_script
):
    with visit(java_script_enabled=has_script) as page:
        sign_in(page, network)
        press(page, page.locator("main h2 a").first)
        press(page, link(page, "Texte"))
        write(page, "Kurzzeile", "Wir üben, bis es sitzt.")
        press(page, button(page, "Speichern und weiter"))
        page.wait_for_url("**/profil/merkmale/")
        reach(page, page.get_by_label("Ukrainisch"))
        page.keyboard.press("Space")
        press(page, button(page, "Speichern und weiter"))
        page.wait_for_url("**/profil/logo/")
        press(page, link(page, "Weiter zur Vorschau"))
        page.wait_for_url("**/profil/vorschau/")
        expect(page.locator(".preview-page")).to_contain_text("Wir üben, bis es sitzt.")
        press(page, button(page, "Änderung einreichen"))
        page.wait_for_url(re.compile(r"/mein-bereich/[^/]+/$"))
        expect(page.locator(".lead-state")).to_have_text(
            f"Die Koordination {network.capitalize()} prüft Ihre Änderung seit heute."
        )
        give_up(page)


def give_up(page):
    """What the next journey finds is what this one has found."""
    press(page, link(page, "Ansehen, was Sie eingereicht haben"))
    press(page, button(page, "Einreichung zurückziehen"))
    page.wait_for_url("**/profil/")
    press(page, page.get_by_role("link", name="Vorschau"))
    press(page, link(page, "Entwurf verwerfen"))
    press(page, button(page, "Entwurf verwerfen"))
    expect(page.locator(".notice-success")).to_contain_text("Verworfen.")


def complaints(page, axe_source):
    return list(chain(violations(page, axe_source), overflows(page)))


@pytest.fixture
def desk(visit, sign_in, watch):
    """The page of an organisation, as one of its editors sees it."""
    watch.expected_statuses = {409, 422}
    with visit() as page:
        sign_in(page, "duisburg")
        page.locator("main h2 a").first.click()
        page.wait_for_url(re.compile(r"/mein-bereich/[^/]+/$"))
        yield page


def look_at(page, axe_source, *places):
    """What is wrong with these pages of the organisation."""
    desk = re.match(r".*/mein-bereich/[^/]+/", page.url).group()
    for place in places:
        page.goto(f"{desk}{place}")
        yield from complaints(page, axe_source)
    page.goto(desk)


def test_what_is_online_can_be_read_by_all(desk, axe_source):
    steps = [f"profil/{step}" for step in ("", "merkmale/", "logo/", "vorschau/")]

    found = list(look_at(desk, axe_source, "../", "", "verlauf/", *steps))

    assert found == [], "\n".join(sorted(set(found)))


def test_a_mistake_can_be_read_by_all(desk, axe_source):
    link(desk, "Texte").click()
    desk.get_by_label("Website").fill("ftp://beispiel.de")
    button(desk, "Speichern und weiter").click()
    expect(desk.locator(".summary")).to_be_focused()

    found = complaints(desk, axe_source)
    assert found == [], "\n".join(sorted(set(found)))


def test_two_versions_can_be_read_by_all_and_put_together(desk, axe_source):
    link(desk, "Texte").click()
    desk.wait_for_url("**/profil/")
    other = desk.context.new_page()
    other.goto(desk.url)
    for tab, words in ((other, "Die eine Fassung."), (desk, "Die andere.")):
        tab.get_by_label("Text", exact=True).fill(words)
        button(tab, "Nur speichern").click()
        tab.locator(".notice, .meetings").first.wait_for()
    expect(desk.locator(".meetings")).to_be_focused()
    found = complaints(desk, axe_source)
    desk.get_by_label("Beide zusammenführen").check()
    button(desk, "Speichern und weiter").click()
    desk.wait_for_url("**/profil/merkmale/")

    found += look_at(desk, axe_source, "", "profil/vorschau/", "profil/verwerfen/")
    link(desk, "Ansehen und einreichen").click()
    expect(desk.locator(".differences")).to_contain_text("Die eine Fassung.")
    button(desk, "Änderung einreichen").click()
    desk.locator(".state-waiting").wait_for()
    found += look_at(desk, axe_source, "", "profil/", "profil/vorschau/")

    give_up(desk)
    assert found == [], "\n".join(sorted(set(found)))
