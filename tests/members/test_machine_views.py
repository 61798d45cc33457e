"""What machines read besides the directory's page."""

import re
from datetime import UTC, date, datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.utils import timezone

from alliance.models import PublicChange
from tests.factories import ProfileFactory, listed
from tests.members.listing import list_providers


def test_the_interface_gives_what_the_contract_names(client, welders):
    answer = client.get(
        "/api/v1/anbieter/?thema=schweissen&mischung=abc&stadt=rom"
    ).json()

    assert answer["ergebnisse"] == [
        {
            "slug": "schweisser",
            "name": "Schweißerei",
            "kurz": "",
            "staedte": [],
            "themen": ["schweissen"],
            "foerderungen": ["bildungsgutschein"],
            "bildungsgutschein": False,
            "website": None,
            "url": "http://127.0.0.1:8000/anbieter/schweisser/",
        }
    ]
    assert (answer["seite"], answer["seiten"], answer["mischung"]) == (1, 1, "abc")
    assert answer["hinweise"] == ["Die Stadt „rom“ gibt es hier nicht."]


def test_the_interface_writes_umlauts_as_they_are(client, welders):
    assert "Schweißerei" in client.get("/api/v1/anbieter/").text


def test_the_site_map_lists_what_the_public_may_read(client, essen, workshop):
    listed("kammer", kind="partner")
    ProfileFactory(organisation__slug="entwurf")
    moderation_day = workshop.profiles.get().published_at

    page = client.get("/sitemap.xml").text

    found = re.findall(r"<loc>http://127.0.0.1:8000([^<]+)</loc>", page)
    assert found == [
        "/",
        "/anbieter/",
        "/netzwerke/",
        "/partner/",
        "/api/v1/docs/",
        "/ueber-uns/",
        "/so-arbeiten-wir/",
        "/leichte-sprache/",
        "/kontakt/",
        "/barrierefreiheit/",
        "/datenschutz/",
        "/impressum/",
        "/netzwerke/essen/",
        "/anbieter/werkstatt/",
        "/partner/kammer/",
    ]
    assert f"<lastmod>{moderation_day:%Y-%m-%d}</lastmod>" in page


def test_a_long_site_map_becomes_a_list_of_lists(client, essen, monkeypatch):
    monkeypatch.setattr("members.sitemaps.PortalSitemap.limit", 4)
    list_providers(6, network=essen)

    lists = re.findall(
        r"<loc>http://127.0.0.1:8000([^<]+)</loc>", client.get("/sitemap.xml").text
    )

    assert "/sitemap-anbieter.xml?p=2" in lists
    assert client.get("/sitemap-anbieter.xml?p=2").text.count("<loc>") == 2
    assert client.get("/sitemap-geheim.xml").status_code == 404


SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def site_map(client):
    """Addresses with the day of their last change, or none."""
    root = ET.fromstring(client.get("/sitemap.xml").content)
    assert root.tag == f"{SITE_MAP}urlset"
    assert len(root) <= 50_000
    return {
        url.findtext(f"{SITE_MAP}loc"): url.findtext(f"{SITE_MAP}lastmod")
        for url in root
    }


def test_each_address_of_the_site_map_is_a_page_for_search_engines(
    client, essen, workshop
):
    listed("kammer", kind="partner")

    for address, changed in site_map(client).items():
        assert address.startswith("http://127.0.0.1:8000/")
        page = client.get(address.removeprefix("http://127.0.0.1:8000"))
        assert page.status_code == 200
        assert 'name="robots"' not in page.text
        assert f'<link rel="canonical" href="{address}">' in page.text
        assert changed is None or date.fromisoformat(changed) <= timezone.localdate()


def test_the_site_map_gives_a_day_only_where_one_is_known(client, essen):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        listed("werkstatt", essen)
    PublicChange.objects.update(at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))

    days = {
        address.removeprefix("http://127.0.0.1:8000"): day
        for address, day in site_map(client).items()
    }

    assert days["/"] == days["/anbieter/"] == "2026-07-01"
    assert days["/anbieter/werkstatt/"] == "2026-03-01"
    assert days["/netzwerke/essen/"] is None
    assert days["/partner/"] is None


def test_an_empty_portal_has_a_site_map(client, db):
    PublicChange.objects.all().delete()
    days = site_map(client)

    assert days["http://127.0.0.1:8000/"] is None


@pytest.mark.parametrize("bot", ["Googlebot", "bingbot", "facebookexternalhit"])
def test_robots_read_what_is_public_and_no_combination_of_filters(client, db, bot):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())

    for address in (
        *("/", "/anbieter/", "/anbieter/haus/", "/anbieter/haus/bild.png", "/bild.png"),
        *("/partner/", "/partner/?art=kammer", "/netzwerke/essen/", "/sitemap.xml"),
        *("/logos/haus/0123456789abcdef.webp", "/static/alliance/css/portal.css"),
    ):
        assert robots.can_fetch(bot, address), address
    for address in (
        *("/anbieter/?stadt=essen", "/anbieter/?seite=2", "/merkzettel/?a=haus"),
        *("/anbieter/?q=x&stadt=essen", "/anbieter/?mischung=x", "/anbieter/?zeit=x"),
        *("/konto/login/", "/verwaltung/", "/koordination/", "/mein-bereich/"),
    ):
        assert not robots.can_fetch(bot, address), address
    assert robots.site_maps() == ["http://127.0.0.1:8000/sitemap.xml"]


def test_robots_learn_where_the_site_map_is(client, db):
    page = client.get("/robots.txt")

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in page.text
    assert "Disallow: /konto/" in page.text
    assert page["Content-Type"].startswith("text/plain")
