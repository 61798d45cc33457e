"""A post, from its first word to the feeds: alone, together, and by keyboard."""

import re
from datetime import timedelta
from itertools import chain

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.entrance import COOKIES, enter
from tests.browser.keys import press, reach, write
from tests.browser.reading import open_all_details, overflows, violations
from tests.images import image_file

DESK = "/koordination/meldungen/"
PICTURE = {
    "name": "saal.png",
    "mimeType": "image/png",
    "buffer": image_file(size=(900, 600)),
}
IS_DRAWN = "images => images.every((one) => one.complete && one.naturalWidth > 0)"


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = COOKIES
    watch.expected_statuses = {409, 422}

    def sign_in(page, network):
        enter(page, f"koordination-{network}@example.org", DESK)

    return sign_in


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def go_to(page, part):
    page.locator(".parts").get_by_role("link", name=part, exact=True).click()


def says(page, words):
    expect(page.locator(".notice-success")).to_contain_text(words)


def begin(page, title):
    button(page, "Meldung beginnen").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Vorspann").fill("Worum es geht.")
    page.get_by_label("Text", exact=True).fill("Kommen Sie vorbei.")
    button(page, "Speichern").click()
    says(page, "Gespeichert.")


def add_picture(page):
    """The line that shows it in the text."""
    go_to(page, "Bilder")
    page.get_by_label("Bild", exact=True).set_input_files(PICTURE)
    button(page, "Bild hinzufügen").click()
    says(page, "Das Bild ist da.")
    return page.locator(".own-pictures input[readonly]").input_value()


def illustrate(page):
    """With a picture above the text, and the same in it."""
    line = add_picture(page).replace("was darauf zu sehen ist", "Ein voller Saal")
    line = line.replace("Bildnachweis", "Ada Muster")
    go_to(page, "Text")
    page.get_by_label("Text", exact=True).fill(f"Kommen Sie vorbei.\n\n{line}")
    page.get_by_label("Bild", exact=True).select_option(index=1)
    page.get_by_label("Was auf dem Bild zu sehen ist").fill("Ein leerer Saal")
    button(page, "Speichern und ansehen").click()
    images = page.locator(".preview-page img")
    expect(images).to_have_count(2)
    images.last.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert images.evaluate_all(IS_DRAWN)


def plan(page):
    """Tomorrow in the morning."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.get_by_label("Tag", exact=True).fill(tomorrow.isoformat())
    page.get_by_label("Uhrzeit").fill("09:30")
    button(page, "Planen").click()
    says(page, "Die Meldung ist geplant.")


def feed(page, place=""):
    """The texts in it, by titles."""
    answer = page.request.get(f"{place}/aktuelles/feed.json").json()
    return {item["title"]: item["content_html"] for item in answer["items"]}


@pytest.mark.parametrize(
    ("script", "network"), [(True, "essen"), (False, "bochum")], ids=["script", "none"]
)
def test_a_post_is_illustrated_scheduled_and_comes_online(
    visit, sign_in, changing, script, network
):
    title = f"Ein Abend für alle aus {network.capitalize()}"
    address = f"/aktuelles/ein-abend-fuer-alle-aus-{network}/"
    with visit(java_script_enabled=script) as page:
        page.set_viewport_size({"width": 360, "height": 740})
        sign_in(page, network)
        begin(page, title)
        illustrate(page)
        plan(page)
        assert page.request.get(address).status == 404
        assert title not in feed(page)
        changing.come_due(title)

        page.goto("/aktuelles/")
        page.get_by_role("link", name=title).click()
        expect(page).to_have_url(re.compile(address))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("img", name="Ein voller Saal")).to_be_visible()
        expect(page.get_by_text("Ältere Meldung")).to_be_visible()
        assert "Ein voller Saal" in feed(page)[title]
        assert title in feed(page, f"/netzwerke/{network}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "none"])
def test_another_network_bears_a_post_with_one_click(visit, sign_in, script):
    options = {"java_script_enabled": script}
    title = f"Zusammen lernen, {'mit' if script else 'ohne'} Skript"
    with visit(**options) as writer, visit(**options) as other:
        sign_in(writer, "dortmund")
        begin(writer, title)
        go_to(writer, "Wer mitträgt")
        writer.get_by_label("Netzwerk Hamm").check()
        button(writer, "Diese Netzwerke fragen").click()
        says(writer, "Die Netzwerke sind gefragt")

        sign_in(other, "hamm")
        other.goto("/koordination/")
        other.get_by_role("link", name=title, exact=True).click()
        expect(other.locator(".preview-page")).to_contain_text("Kommen Sie vorbei.")
        button(other, "Netzwerk Hamm trägt sie mit").click()
        says(other, "von jetzt an mit")

        writer.reload()
        expect(writer.locator(".worklist")).to_contain_text("zugestimmt")
        go_to(writer, "Veröffentlichen")
        button(writer, "Jetzt veröffentlichen").click()
        writer.get_by_role("link", name="Online ansehen").click()
        networks = writer.locator(".story-line a")
        expect(networks).to_have_text(["Netzwerk Dortmund", "Netzwerk Hamm"])
        assert title in feed(writer, "/netzwerke/hamm")


@pytest.mark.parametrize("script", [True, False], ids=["script", "none"])
def test_two_who_write_at_once_lose_nothing(visit, sign_in, script):
    options = {"java_script_enabled": script}
    with visit(**options) as one, visit(**options) as two:
        sign_in(one, "gelsenkirchen")
        sign_in(two, "gelsenkirchen")
        begin(one, "Zu zweit geschrieben")
        two.goto(one.url)

        one.get_by_label("Titel").fill("Zu zweit")
        one.get_by_label("Text", exact=True).fill("Das eine.")
        button(one, "Speichern").click()
        says(one, "Gespeichert.")
        two.get_by_label("Vorspann").fill("Von der anderen.")
        two.get_by_label("Text", exact=True).fill("Das andere.")
        button(two, "Speichern").click()

        meeting = two.locator(".meetings")
        expect(meeting).to_contain_text("Das eine.")
        expect(two.get_by_label("Text", exact=True)).to_have_value("Das andere.")
        meeting.get_by_label("Beide zusammenführen").check()
        button(two, "Speichern und ansehen").click()
        shown = two.locator(".preview-page")
        for words in ("Zu zweit", "Von der anderen.", "Das eine.", "Das andere."):
            expect(shown).to_contain_text(words)


def test_a_post_is_written_and_released_by_keyboard(visit, sign_in):
    with visit() as page:
        sign_in(page, "muelheim")
        press(page, button(page, "Meldung beginnen"))
        page.wait_for_url(re.compile(r"/meldungen/\d+/$"))
        write(page, "Titel", "Ohne Maus")
        write(page, "Vorspann", "Mit Tasten allein.")
        write(page, "Text", "Geht doch.")
        press(page, button(page, "Speichern und ansehen"))
        page.wait_for_url("**/veroeffentlichen/")
        press(page, button(page, "Jetzt veröffentlichen"))
        says(page, "Die Meldung ist online.")
        press(page, page.get_by_role("link", name="Online ansehen"))
        page.wait_for_url("**/aktuelles/ohne-maus/")

        newer_or_older = page.locator(".neighbours a").first
        reach(page, newer_or_older)
        expect(newer_or_older).to_be_in_viewport()


def test_typed_words_are_not_left_without_a_question(visit, sign_in):
    with visit() as page:
        sign_in(page, "duisburg")
        button(page, "Meldung beginnen").click()
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

        page.get_by_label("Titel").fill("Noch nicht gespeichert")
        go_to(page, "Bilder")
        expect(page.get_by_label("Titel")).to_have_value("Noch nicht gespeichert")
        assert asked == ["beforeunload"]

        button(page, "Speichern").click()
        says(page, "Gespeichert.")
        go_to(page, "Bilder")
        page.wait_for_url("**/bilder/")
        assert asked == ["beforeunload"]


def states_of_beginning(page):
    """Up to a post that has a picture and no words."""
    page.goto(f"{DESK}?stand=zurueckgezogen")
    yield "nothing fits"
    page.goto(DESK)
    yield "desk"
    button(page, "Meldung beginnen").click()
    page.wait_for_url(re.compile(r"/meldungen/\d+/$"))
    address = page.url
    open_all_details(page)
    yield "begun"
    page.goto(f"{address}veroeffentlichen/")
    yield "not ready"
    go_to(page, "Bilder")
    yield "no picture"
    button(page, "Bild hinzufügen").click()
    expect(page.locator(".summary")).to_be_visible()
    yield "no file"
    page.goto(address)
    add_picture(page)
    yield "picture"


def states_of_the_text(page):
    go_to(page, "Text")
    page.get_by_label("Titel").fill("Donaudampfschifffahrtsgesellschaft" * 3)
    page.get_by_label("Vorspann").fill("Worum es geht.")
    page.get_by_label("Text", exact=True).fill("## Eins\n\n> Zwei\n\n- Drei")
    page.get_by_label("Organisationen").fill("Gibt es nicht")
    button(page, "Speichern").click()
    expect(page.locator(".summary")).to_be_visible()
    yield "refused"
    page.get_by_label("Organisationen").fill("")
    button(page, "Speichern").click()
    says(page, "Gespeichert.")
    yield "saved"
    other = page.context.new_page()
    other.goto(page.url)
    for tab, words in ((other, "Die eine Fassung."), (page, "Die andere.")):
        tab.get_by_label("Text", exact=True).fill(words)
        button(tab, "Speichern").click()
        tab.locator(".notice-success, .meetings").first.wait_for()
    other.close()
    expect(page.locator(".meetings")).to_be_focused()
    yield "two versions"
    button(page, "Speichern").click()
    says(page, "Gespeichert.")


def states_of_release(page):
    go_to(page, "Wer mitträgt")
    page.get_by_label("Netzwerk Bochum").check()
    button(page, "Diese Netzwerke fragen").click()
    says(page, "Die Netzwerke sind gefragt")
    yield "asked"
    go_to(page, "Veröffentlichen")
    yield "ready"
    plan(page)
    open_all_details(page)
    yield "scheduled"
    button(page, "Zurück zum Entwurf").click()
    says(page, "wieder ein Entwurf")
    button(page, "Jetzt veröffentlichen").click()
    says(page, "Die Meldung ist online.")
    open_all_details(page)
    yield "online"
    button(page, "Zurückziehen").click()
    says(page, "nicht mehr online")
    yield "withdrawn"


def states_of_bearing(page):
    """What a network sees that is asked."""
    page.goto(DESK)
    yield "waits"
    page.locator(".waiting h3 a").first.click()
    page.wait_for_url("**/ansehen/")
    yield "look"
    late = page.context.new_page()
    late.goto(page.url)
    agree = re.compile("trägt sie mit")
    page.get_by_role("button", name=agree).click()
    says(page, "von jetzt an mit")
    yield "agreed"
    late.get_by_role("button", name=agree).click()
    expect(late.locator(".notice-warning")).to_be_visible()
    late.close()
    button(page, "Nicht mehr mittragen").click()
    says(page, "nicht mit")
    yield "borne no longer"


STATES = (
    states_of_beginning,
    states_of_the_text,
    states_of_release,
    states_of_bearing,
)


def test_every_state_of_the_pages_can_be_read_by_all(visit, sign_in, axe_source):
    # The demo asks Oberhausen to bear a post.
    with visit() as page:
        sign_in(page, "oberhausen")
        found = {
            state: list(chain(violations(page, axe_source), overflows(page)))
            for states in STATES
            for state in states(page)
        }

    assert len(found) == 19
    assert not any(found.values()), {one: what for one, what in found.items() if what}


def test_the_oldest_post_has_none_before_it(visit, axe_source):
    with visit() as page:
        page.goto("/aktuelles/?seite=99")
        page.locator(".stories h2 a").last.click()

        expect(page.get_by_text("Neuere Meldung")).to_be_visible()
        expect(page.get_by_text("Ältere Meldung")).to_have_count(0)
        assert list(violations(page, axe_source)) == []
