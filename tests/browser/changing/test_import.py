"""A coordinator imports a list with three errors, mends them, and takes it all back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.entrance import COOKIES, enter
from tests.browser.reading import violations

PAGE = "/koordination/import/"
HEAD = "Nr;Name;Straße;PLZ;Ort;E-Mail;Telefon;Netzwerk;Notiz"
ROWS = (
    "{0}1;Lernhaus {0} Eins;Weg 1;451;{2};a@haus.example;;{1};x",
    "{0}2;Lernhaus {0} Zwei;Weg 2;{3};{2};kaputt;;{1};",
    "{0}3;Lernhaus {0} Drei;Weg 3;{3};{2};c@haus.example;anrufen;{1};",
    "{0}4;Lernhaus {0} Vier;Weg 4;{3};{2};d@haus.example;;{1};",
)
PLACES = {True: ("essen", "Essen", "45127"), False: ("bochum", "Bochum", "44787")}


def sign_in(page, slug):
    enter(page, f"koordination-{slug}@example.org", PAGE)


class Journey:
    """One page, looked at by axe after each step where script may run."""

    def __init__(self, page, axe_source, script):
        self.page, self.script = page, script
        self.axe_source = axe_source

    def press(self, name, text):
        self.page.get_by_role("button", name=name).click()
        self.see(text)

    def follow(self, name, text):
        self.page.get_by_role("link", name=name).click()
        self.see(text)

    def see(self, text):
        """The script looks again by itself; without it a person does."""
        shown = self.page.get_by_text(text).first
        again = self.page.get_by_role("link", name="Noch einmal nachsehen")
        for _turn in range(0 if self.script else 40):
            expect(shown.or_(again)).to_be_visible()
            if shown.is_visible():
                break
            self.page.wait_for_timeout(250)
            again.click()
        expect(shown).to_be_visible()
        if self.script:
            assert list(violations(self.page, self.axe_source)) == []


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def journey(request, visit, watch, axe_source):
    watch.expected_cookies = COOKIES
    watch.expected_statuses = {422}
    with visit(java_script_enabled=request.param) as page:
        yield Journey(page, axe_source, request.param)


def test_three_errors_are_mended_and_all_is_taken_back(journey):
    page = journey.page
    slug, city, code = PLACES[journey.script]
    rows = [row.format(slug[:2].upper(), slug, city, code) for row in ROWS]
    content = "\r\n".join([HEAD, *rows]).encode("cp1252")
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": content}

    sign_in(page, slug)
    journey.see("Mitgliederliste importieren")
    page.get_by_label("Liste").set_input_files(file)
    journey.press("Senden und Vorschau ansehen", "3 Zeilen sind zu klären.")
    page.get_by_text("Was wir erkannt haben").click()
    journey.see("Windows-1252 erkannt")
    page.get_by_label("PLZ, Zeile 2").fill(code)
    page.get_by_label("E-Mail, Zeile 3").fill("b@haus.example")
    journey.press("Speichern und neu prüfen", "Telefonnummer mit Vorwahl")
    page.get_by_label("Telefon, Zeile 4").fill("0201 123456")
    journey.press("Speichern und neu prüfen", "Alle Zeilen sind in Ordnung")
    journey.press("Übernehmen", "Übernommen am")
    journey.follow("Import zurücknehmen", "4 Organisationen, die mit der Liste")
    journey.press("Jetzt zurücknehmen", "Zurückgenommen am")
