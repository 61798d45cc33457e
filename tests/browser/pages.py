"""Every kind of page a visitor meets, and what the journeys read from them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.watch import Watch

NOTHING_FOUND = "/anbieter/?q=Quantenchromodynamik&stadt=essen"
WITH_NOTICES = "/anbieter/?stadt=atlantis&plz=99999&q=Buchhaltng"

# Name: the address, and the links to follow from there, if any. Names in braces are
# of `samples.py`.
KINDS = {
    "home": ("/",),
    "directory": ("/anbieter/",),
    "search": ("/anbieter/?q=Beratung&stadt=essen&plz=45127",),
    "city": ("/anbieter/?stadt=hamm",),
    "radius": ("/anbieter/?stadt=essen&stadt=hamm&plz=45127&umkreis=50&ordnung=nah",),
    "many-filters": (
        "/anbieter/?stadt=essen&stadt=bochum&stadt=dortmund&form=praesenz"
        "&form=digital&zeit=abends&zeit=vollzeit&bildungsgutschein=ja",
    ),
    "one-result": ("/anbieter/?q={full_name}",),
    "last-page": ("/anbieter/?seite=999",),
    "nothing-found": (NOTHING_FOUND,),
    "notices": (WITH_NOTICES,),
    "provider": ("/anbieter/?bildungsgutschein=ja", ".hits h3 a"),
    "shortlist": ("/anbieter/", ".hits .toggle", "#nav a[href^='/merkzettel/?']"),
    "shortlist-empty": ("/merkzettel/",),
    "provider-full": ("/anbieter/{full}/",),
    "provider-bare": ("/anbieter/{bare}/",),
    "networks": ("/netzwerke/",),
    "network": ("/netzwerke/essen/",),
    "partners": ("/partner/",),
    "partners-of-city": ("/partner/?art=beratung&stadt=essen",),
    "partners-of-no-city": ("/partner/?stadt=atlantis",),
    "partner": ("/partner/", ".register h3 a"),
    "partner-open": ("/partner/{open}/",),
    "partners-of-kind": ("/partner/?art=kammer",),
    "text": ("/so-arbeiten-wir/",),
    "plain-language": ("/leichte-sprache/",),
    "open-data": ("/api/v1/docs/",),
    "news": ("/aktuelles/?seite=2",),
    "news-of-network": ("/netzwerke/essen/aktuelles/",),
    "news-archive": ("/aktuelles/archiv/",),
    "news-of-year": ("/aktuelles/archiv/2022/",),
    "post": ("/aktuelles/{pictured}/",),
    "post-of-network": ("/netzwerke/essen/aktuelles/", ".stories h2 a"),
    "post-gone": ("/aktuelles/{withdrawn}/",),
    "post-preview": ("{preview}",),
    "not-found": ("/gibt-es-nicht/",),
    "departed": ("/anbieter/{departed}/",),
    "login": ("/konto/login/",),
    "invitation-gone": ("/konto/einladung/unbekannt/",),
    "question-gone": ("/aktualitaet/unbekannt/stimmt/",),
    "question-thanks": ("/aktualitaet/danke/",),
}
STATUSES = {
    "not-found": {404},
    "departed": {410},
    "post-gone": {410},
    "invitation-gone": {410},
    "question-gone": {410},
}
COOKIES = {"login": {"csrftoken"}}


def open_kind(page: Page, kind: str, samples: dict[str, str]) -> None:
    address, *links = KINDS[kind]
    page.goto(address.format(**samples))
    for link in links:
        before = page.url
        page.locator(link).first.click()
        page.wait_for_url(lambda now, before=before: now != before)


def expect_what_it_brings(watch: Watch, kind: str) -> None:
    watch.expected_statuses = STATUSES.get(kind, set())
    watch.expected_cookies = COOKIES.get(kind, set())


def slugs(page: Page) -> list[str]:
    """The organisations in the list, in their order."""
    items = page.get_by_test_id("results").locator("[data-slug]")
    return items.evaluate_all("items => items.map((item) => item.dataset.slug)")


def total(page: Page) -> int:
    return int(page.get_by_test_id("results").get_attribute("data-count") or 0)
