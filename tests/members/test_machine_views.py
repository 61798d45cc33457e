"""What machines read besides the directory's page."""

import re

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


def test_robots_learn_where_the_site_map_is(client, db):
    page = client.get("/robots.txt")

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in page.text
    assert "Disallow: /konto/" in page.text
    assert page["Content-Type"].startswith("text/plain")
