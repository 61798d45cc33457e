"""What a shared link shows, and which address a page goes by."""

import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from PIL import Image

from members import moderation
from tests.factories import TermFactory, approve, listed

HOST = "http://127.0.0.1:8000"


class Head(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.meta, self.links = {}, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "meta":
            name = found.get("property") or found.get("name")
            assert name not in self.meta or name == "theme-color"
            self.meta[name] = found.get("content")
        if tag == "link":
            self.links[found["rel"]] = found["href"]


def head(client, address):
    return Head(client.get(address).text)


@pytest.fixture
def all_pages(essen, workshop):
    kind = TermFactory(kind="partner_kind", slug="kammer", name="Kammer")
    listed("amt", kind="partner", terms=(kind,))


PAGES = {
    "/": "/bild.png",
    "/anbieter/": "/bild.png",
    "/anbieter/werkstatt/": "/anbieter/werkstatt/bild.png",
    "/partner/": "/bild.png",
    "/partner/?art=kammer": "/bild.png",
    "/partner/amt/": "/partner/amt/bild.png",
    "/netzwerke/": "/bild.png",
    "/netzwerke/essen/": "/netzwerke/essen/bild.png",
}


@pytest.mark.parametrize(("address", "picture"), PAGES.items())
def test_every_public_page_can_be_shared(client, all_pages, address, picture):
    found = head(client, address)

    assert found.links["canonical"] == found.meta["og:url"] == f"{HOST}{address}"
    assert found.meta["og:image"] == f"{HOST}{picture}"
    assert found.meta["og:title"]
    assert found.meta["og:description"] == found.meta["description"]
    assert found.meta["og:type"] == "website"
    assert found.meta["og:locale"] == "de_DE"
    assert found.meta["og:site_name"] == "Bündnis.Weiterbildung.Ruhr"
    assert found.meta["og:image:alt"]
    assert found.meta["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("address", sorted(set(PAGES.values())))
def test_every_picture_has_the_size_that_is_told(client, all_pages, address):
    response = client.get(address)
    told = head(client, "/").meta

    assert response["Content-Type"] == "image/png"
    assert "Content-Encoding" not in response
    with Image.open(BytesIO(response.content)) as image:
        assert image.size == (
            int(told["og:image:width"]),
            int(told["og:image:height"]),
        )


def test_a_picture_is_not_packed_again(client, all_pages):
    packed = {"Accept-Encoding": "br, gzip"}
    response = client.get("/bild.png", headers=packed)

    assert "Content-Encoding" not in response
    known = packed | {"If-None-Match": response["ETag"]}
    again = client.get("/bild.png", headers=known)
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_shows_the_published_name_alone(client, workshop, wanda, esra):
    before = client.get("/anbieter/werkstatt/bild.png").content
    draft = moderation.start_draft(workshop, by=wanda)
    draft.name = "Neuer Name"
    draft.save()
    moderation.submit(draft, by=wanda)
    assert client.get("/anbieter/werkstatt/bild.png").content == before

    approve(draft, by=esra)

    assert client.get("/anbieter/werkstatt/bild.png").content != before


def test_a_picture_needs_two_queries(client, workshop, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/anbieter/werkstatt/bild.png")


def test_quotation_marks_stay_in_what_is_shared(client, essen):
    name = """Haus "Zum Licht" <b>&"""
    listed("haus", essen, name=name, plain=name)

    found = head(client, "/anbieter/haus/")

    assert found.meta["og:title"] == found.meta["og:image:alt"] == name
    assert found.meta["description"] == found.meta["og:description"] == name


def test_an_error_page_is_not_shared(client, db):
    found = head(client, "/nirgends/")

    assert "og:url" not in found.meta
    assert "og:title" not in found.meta


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/?utm_source=x", "/"),
        ("/anbieter/?mischung=abc&a=werkstatt", "/anbieter/"),
        ("/anbieter/?unbekannt=1", "/anbieter/"),
        ("/anbieter/werkstatt/?a=kolleg", "/anbieter/werkstatt/"),
        ("/partner/?art=kammer&seite=1", "/partner/?art=kammer"),
        ("/partner/?art=kammer&seite=99", "/partner/?art=kammer"),
        ("/partner/?art=nirgends", "/partner/"),
        ("/netzwerke/?x=1", "/netzwerke/"),
        ("/netzwerke/essen/?x=1", "/netzwerke/essen/"),
    ],
)
def test_one_page_goes_by_one_address(client, all_pages, address, canonical):
    assert head(client, address).links["canonical"] == f"{HOST}{canonical}"


def test_a_further_page_of_partners_is_a_page_of_its_own(client, db, monkeypatch):
    monkeypatch.setattr("members.paging.A_PAGE", 1)
    kind = TermFactory(kind="partner_kind", slug="kammer", name="Kammer")
    for slug in ("eins", "zwei"):
        listed(slug, kind="partner", terms=(kind,))

    found = head(client, "/partner/?art=kammer&seite=2")

    assert found.links["canonical"] == f"{HOST}/partner/?art=kammer&seite=2"


@pytest.mark.parametrize("address", ["/anbieter/?q=x", "/anbieter/?seite=2"])
def test_what_filters_multiply_is_not_listed_by_search_engines(client, db, address):
    assert head(client, address).meta["robots"] == "noindex, follow"
    assert "robots" not in head(client, "/anbieter/").meta


def test_a_page_names_its_icons(client, db):
    page = client.get("/").text

    for rel in ("icon", "apple-touch-icon", "manifest"):
        assert re.search(rf'<link rel="{rel}" href="/[^"]+"', page)
    assert page.count('<meta name="theme-color"') == 2
