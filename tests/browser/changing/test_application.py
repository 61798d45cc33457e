"""From an application to a profile online: a stranger, a coordinator, an editor."""

import re
from itertools import chain

import pytest
from playwright.sync_api import expect

from tests.browser.changing.test_chain import (
    NEW_PASSWORD,
    approve,
    button,
    submit,
    success,
)
from tests.browser.entrance import COOKIES, enter
from tests.browser.reading import open_all_details, overflows, violations

COORDINATION = "koordination-hamm@example.org"
NEXT, BACK = "Weiter", "Zurück"


@pytest.fixture
def sign_in(watch):
    # Chromium answers a form that was wrong, and a link that is dead, with a page.
    watch.expected_cookies = COOKIES
    watch.expected_statuses = {410, 422}

    def sign_in(page, who=COORDINATION):
        enter(page, who, "/koordination/")

    return sign_in


def go_on(page, name=NEXT):
    button(page, name).click()


def at_step(page, label):
    expect(page.locator(".steps [aria-current=step]")).to_contain_text(label)


def tell_who(page, name):
    page.get_by_label("Weiterbildungsanbieter").check()
    page.get_by_label("Name der Organisation").fill(name)
    page.get_by_label("Straße und Hausnummer").fill("Marktplatz 3")
    page.get_by_label("Postleitzahl").fill("59065")
    page.get_by_label("Ort", exact=True).fill("Hamm")
    go_on(page)


def tell_what(page):
    at_step(page, "Netzwerk")
    expect(page.get_by_label("Netzwerk Hamm")).to_be_checked()
    page.get_by_label("Kurzzeile (freiwillig)").fill("Wir lehren das Löten.")
    go_on(page)
    at_step(page, "Merkmale")
    page.get_by_label("Metall, Elektro und Produktion").check()
    page.get_by_label("Weitere Nachweise (freiwillig)").fill("ISO 9001")
    go_on(page)


def tell_whom(page, email):
    at_step(page, "Kontakt")
    page.get_by_label("Ansprechperson", exact=True).fill("Mira Beispiel")
    page.get_by_label("E-Mail-Adresse der Ansprechperson").fill(email)
    page.get_by_label(re.compile("Das Netzwerk darf")).check()


def follow(page, subject):
    """The link of the letter that was written last with such a subject."""
    page.goto("/verwaltung/postausgang/")
    page.get_by_role("link", name=re.compile(subject)).first.click()
    page.locator("main a[href*='/mitmachen/'], main a[href*='/einladung/']").click()


def open_application(page, name):
    page.goto("/koordination/?art=bewerbung")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="Ihre Entscheidung")).to_be_visible()


def apply(page, name, email):
    page.goto("/mitmachen/")
    # Quicker than that only robots are.
    page.wait_for_timeout(3000)
    tell_who(page, name)
    tell_what(page)
    tell_whom(page, email)
    # Nothing is lost on the way back and forth.
    go_on(page, BACK)
    at_step(page, "Merkmale")
    go_on(page)
    go_on(page, "Bewerbung senden")
    expect(page.locator("main")).to_contain_text("Sie sind dran")
    assert page.context.cookies() == []


def confirm(page):
    """The button does it, once."""
    follow(page, "Bitte bestätigen Sie Ihre Bewerbung")
    link = page.url
    expect(page.locator("main")).to_contain_text("Wir lehren das Löten.")
    button(page, "Bewerbung bestätigen").click()
    expect(page.locator("main")).to_contain_text("Koordination Hamm")
    page.goto(link)
    expect(page.locator("h1")).to_have_text("Dieser Link gilt nicht mehr")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_from_an_application_to_the_directory(visit, sign_in, has_script):
    options = {"java_script_enabled": has_script}
    name = f"Lötwerk {'Nord' if has_script else 'Süd'}"
    with visit(**options) as coordinator, visit(**options) as applicant:
        sign_in(coordinator)
        apply(applicant, name, f"mira-{has_script}@loetwerk.example".lower())
        coordinator.goto("/koordination/bewerbungen/")
        expect(coordinator.locator("main")).not_to_contain_text(name)

        confirm(applicant)
        ask(coordinator, applicant, name)
        open_application(coordinator, name)
        expect(coordinator.locator(".replied")).to_contain_text("Seit 1999.")
        button(coordinator, "Aufnehmen").click()
        expect(success(coordinator)).to_contain_text("ist Mitglied")

        slug = come_in(applicant)
        submit(applicant, slug)
        approve(coordinator, slug)
        applicant.goto(f"/anbieter/{slug}/")
        expect(applicant.locator("main")).to_contain_text("Wir lehren das Löten.")


def ask(coordinator, applicant, name):
    open_application(coordinator, name)
    coordinator.get_by_text("Nachfragen", exact=True).click()
    coordinator.get_by_label("Ihre Frage").fill("Seit wann gibt es Sie?")
    button(coordinator, "Frage senden").click()
    expect(success(coordinator)).to_contain_text("unterwegs")
    follow(applicant, "eine Frage zu Ihrer Bewerbung")
    applicant.get_by_label("Ihre Antwort").fill("Seit 1999.")
    button(applicant, "Antwort senden").click()
    expect(applicant.locator("h1")).to_have_text("Ihre Antwort ist angekommen")


def come_in(page):
    """By the invitation; the slug of the organisation."""
    follow(page, "Einladung")
    page.locator("input[type=password]").first.fill(NEW_PASSWORD)
    page.locator("input[name=name]").fill("Mira Beispiel")
    button(page, "Einladung annehmen").click()
    page.wait_for_url("**/mein-bereich/*/")
    return re.search(r"/mein-bereich/([a-z0-9-]+)/", page.url)[1]


def complaints(page, axe_source):
    open_all_details(page)
    return list(chain(violations(page, axe_source), overflows(page)))


def states(page):
    """One after the other, each ready to be looked at."""
    page.goto("/mitmachen/")
    yield
    go_on(page)
    expect(page.locator(".summary")).to_be_focused()
    yield
    tell_who(page, "Haus der unvorstellbar langen Weiterbildungsbezeichnungen")
    at_step(page, "Netzwerk")
    yield
    tell_what(page)
    go_on(page, BACK)
    at_step(page, "Merkmale")
    yield
    go_on(page)
    tell_whom(page, "lang@haus.example")
    yield
    yield from states_of_links(page)


def states_of_links(page):
    go_on(page, "Bewerbung senden")
    page.locator(".way").wait_for()
    yield
    follow(page, "Bitte bestätigen Sie Ihre Bewerbung")
    yield
    button(page, "Bewerbung bestätigen").click()
    page.locator(".way").wait_for()
    yield
    page.goto("/mitmachen/antwort/unbekannt/")
    yield


@pytest.mark.usefixtures("sign_in")
def test_every_state_of_the_public_pages_is_for_all(visit, watch, axe_source):
    with visit() as page:
        found = [one for _state in states(page) for one in complaints(page, axe_source)]

        assert found == [], "\n".join(sorted(set(found)))


def test_every_state_of_the_coordinations_pages_is_for_all(visit, sign_in, axe_source):
    with visit() as page:
        # The demo has applications there, whatever the other tests have done.
        sign_in(page, "koordination-essen@example.org")
        found = []
        for address in ("", "?stand=abgelehnt", "?q=gibtesnicht"):
            page.goto(f"/koordination/bewerbungen/{address}")
            found += complaints(page, axe_source)
        page.goto("/koordination/bewerbungen/?stand=offen")
        page.locator(".roll h2 a").first.click()
        found += complaints(page, axe_source)
        open_all_details(page)
        button(page, "Bewerbung ablehnen").click()
        expect(page.locator(".summary")).to_be_focused()
        found += complaints(page, axe_source)

        assert found == [], "\n".join(sorted(set(found)))
