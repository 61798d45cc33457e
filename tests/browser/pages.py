"""Every kind of page a visitor meets, and what the journeys read from them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.watch import Watch

NOTHING_FOUND = "/anbieter/?q=Quantenchromodynamik&stadt=essen"
WITH_NOTICES = "/anbieter/?stadt=atlantis&plz=99999&q=Buchhaltng"

# Name: the address, and the links to follow from there, if any.
KINDS = {
    "home": ("/", ""),
    "directory": ("/anbieter/", ""),
    "search": ("/anbieter/?q=Beratung&stadt=essen&plz=45127", ""),
    "nothing-found": (NOTHING_FOUND, ""),
    "notices": (WITH_NOTICES, ""),
    "provider": ("/anbieter/?bildungsgutschein=ja", ".hits h3 a"),
    "shortlist": ("/anbieter/", ".hits .toggle", "#nav a[href^='/merkzettel/?']"),
    "shortlist-empty": ("/merkzettel/", ""),
    "networks": ("/netzwerke/", ""),
    "network": ("/netzwerke/essen/", ""),
    "partners": ("/partner/", ""),
    "partners-of-kind": ("/partner/?art=beratung&stadt=essen", ""),
    "partners-of-no-city": ("/partner/?stadt=atlantis", ""),
    "partner": ("/partner/", ".register h3 a"),
    "text": ("/so-arbeiten-wir/", ""),
    "plain-language": ("/leichte-sprache/", ""),
    "not-found": ("/gibt-es-nicht/", ""),
    "login": ("/konto/login/", ""),
}


def open_kind(page: Page, kind: str) -> None:
    address, *links = KINDS[kind]
    page.goto(address)
    for link in filter(None, links):
        before = page.url
        page.locator(link).first.click()
        page.wait_for_url(lambda now, before=before: now != before)


def expect_what_it_brings(watch: Watch, kind: str) -> None:
    if kind == "not-found":
        watch.expected_statuses = {404}
    if kind == "login":
        watch.expected_cookies = {"csrftoken"}


def slugs(page: Page) -> list[str]:
    """The organisations in the list, in their order."""
    items = page.get_by_test_id("results").locator("[data-slug]")
    return items.evaluate_all("items => items.map((item) => item.dataset.slug)")


def total(page: Page) -> int:
    return int(page.get_by_test_id("results").get_attribute("data-count") or 0)
