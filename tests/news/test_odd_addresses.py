"""Addresses of the news as nobody types them who means well."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.factories import released

LISTS = [
    "/aktuelles/",
    "/aktuelles/archiv/2024/",
    "/aktuelles/archiv/2024/3/",
    "/netzwerke/essen/aktuelles/",
]
FEEDS = [f"/aktuelles/feed.{form}" for form in ("atom", "rss", "json")]
# Two pages of a list, all in one month.
MANY = 13


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def march(essen):
    return [
        released(essen, datetime(2024, 3, day, 9, tzinfo=UTC), title=f"Meldung {day}.")
        for day in range(1, MANY + 1)
    ]


def canonical(response, path):
    link = f'<link rel="canonical" href="http://127.0.0.1:8000{path}'
    return response.text.partition(link)[2].partition('"')[0]


NO_PAGES = ["0", "-1", "abc", "1e3", "2.0", "%D9%A3", "", "1&seite=x", "%20", "1%27--"]
LAST_PAGES = ["2", "3", "999999", "9" * 30, "9" * 5000, "1&seite=2"]
QUERIES = [
    "sort=-password",
    "order_by=author__password",
    "state=draft&is_noticed=False",
    "jahr=1999&netzwerk=atlantis&netzwerk[]=essen",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "preview=1",
]


@pytest.mark.parametrize("path", LISTS)
def test_what_is_no_page_is_the_first(client, march, path):
    for page in NO_PAGES:
        response = client.get(f"{path}?seite={page}")

        assert response.status_code == 200, page
        assert canonical(response, path) == "", page
        assert "Meldung 13." in response.text, page
        assert not response.cookies, page


@pytest.mark.parametrize("path", LISTS)
def test_beyond_the_end_is_the_last_page(client, march, path):
    for page in LAST_PAGES:
        response = client.get(f"{path}?seite={page}")

        assert response.status_code == 200, page
        assert canonical(response, path) == "?seite=2", page
        assert "Meldung 1." in response.text, page
        assert "Meldung 13." not in response.text, page


@pytest.mark.parametrize("path", [*LISTS, *FEEDS])
def test_a_parameter_that_there_is_not_changes_nothing(client, march, path):
    plain = client.get(path)
    for query in QUERIES:
        asked = client.get(f"{path}?{query}")

        assert asked.status_code == 200, query
        assert asked.content == plain.content, query


@pytest.mark.parametrize("path", [*LISTS, *FEEDS])
def test_what_others_append_leaves_the_tag(client, march, path):
    plain, tracked = client.get(path), client.get(f"{path}?utm_source=x&fbclid=y")

    assert tracked["ETag"] == plain["ETag"]


ODD = [
    "/aktuelles/archiv/0/",
    "/aktuelles/archiv/1/",
    "/aktuelles/archiv/2024/0/",
    "/aktuelles/archiv/2024/00/",
    "/aktuelles/archiv/0/3/",
    "/aktuelles/archiv/2024/13/",
    "/aktuelles/archiv/2024/99999999999999999999/",
    "/aktuelles/archiv/2024/-3/",
    "/aktuelles/archiv/2024/maerz/",
    "/aktuelles/archiv/2024/3/1/",
    "/aktuelles/archiv/-2024/",
    "/aktuelles/archiv/2024.0/",
    f"/aktuelles/archiv/{'9' * 4000}/",
    f"/aktuelles/archiv/2024/{'9' * 4000}/",
    f"/aktuelles/archiv/{'9' * 4400}/",
    "/aktuelles/archiv/%D9%A2%D9%A0%D9%A2%D9%A4/",
    "/aktuelles/archiv/2023/",
    "/aktuelles/archiv/2024/4/",
    "/aktuelles/feed/",
    "/aktuelles/feed/?seite=-1",
    "/aktuelles/feed.",
    "/aktuelles/feed.xml",
    "/aktuelles/feed.ATOM",
    "/aktuelles/feed.atom.rss",
    "/aktuelles/feed.atom/",
    "/netzwerke/essen/aktuelles/feed.xml",
    "/netzwerke/atlantis/aktuelles/",
    "/netzwerke/atlantis/aktuelles/feed.atom",
    "/netzwerke/ESSEN/aktuelles/",
    "/aktuelles/../../etc/passwd",
    "/aktuelles/%2e%2e/",
    "/aktuelles/ÄÖÜ/",
    f"/aktuelles/{'a' * 300}/",
    "/aktuelles/meldung./",
    "/aktuelles/a%ffb/",
    "/aktuelles/meldung/bild.png",
    "/aktuelles/bild/0/x.webp",
    "/aktuelles/bild/-1/x.webp",
    f"/aktuelles/bild/{'9' * 19}/x.webp",
    f"/aktuelles/bild/{'9' * 4000}/x.webp",
    f"/aktuelles/bild/{'9' * 4400}/x.webp",
    "/aktuelles/bild/1/..%2f..%2fetc%2fpasswd",
]


def test_an_odd_address_is_not_found(client, march):
    for path in ODD:
        response = client.get(path)

        assert response.status_code == 404, path
        assert "<h1>Diese Seite gibt es nicht</h1>" in response.text, path
        assert response["Cache-Control"] == "no-store", path
        assert not response.cookies, path


@pytest.mark.parametrize("path", [*LISTS, *FEEDS, "/aktuelles/vorschau/x/"])
@pytest.mark.parametrize("query", ["seite=%00", "%00=1", "seite=%2500"])
def test_a_nul_is_refused(client, march, path, query):
    response = client.get(f"{path}?{query}")

    assert response.status_code == 400
    assert "<h1>Diese Anfrage können wir nicht verarbeiten</h1>" in response.text


@pytest.mark.parametrize(
    "path", ["/aktuelles/a%00b/", "/aktuelles/vorschau/%00/", "/aktuelles/feed.%00"]
)
def test_a_nul_in_an_address_is_refused(client, march, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "token",
    [
        "x",
        ":",
        "::",
        "a:b:c",
        "ImFiYyI:1abcde:" + "x" * 43,
        "é",
        "%F0%9F%98%80",
        "a" * 4000,
    ],
)
def test_a_link_that_nobody_signed_is_gone(client, march, token):
    for path in (
        f"/aktuelles/vorschau/{token}/",
        f"/aktuelles/vorschau/{token}/bild/1/x",
    ):
        response = client.get(path)

        assert response.status_code == 410
        assert "<h1>Dieser Link gilt nicht mehr</h1>" in response.text
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
)
def test_news_are_read_and_nothing_else(march, method):
    client = Client(enforce_csrf_checks=True)
    own = march[0].get_absolute_url()
    more = [own, f"{own}bild.png", "/aktuelles/bild/1/x.webp", "/aktuelles/archiv/"]

    for path in [*LISTS, *FEEDS, *more]:
        response = client.generic(method, path)

        assert response.status_code == 405, path
        assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("kind", ["page", "card", *LISTS, *FEEDS])
def test_head_has_the_headers_of_get(client, march, kind):
    own = march[0].get_absolute_url()
    path = {"page": own, "card": f"{own}bild.png"}.get(kind, kind)
    by_get, by_head = client.get(path), client.head(path)

    assert by_head.status_code == by_get.status_code == 200
    assert by_head.content == b""
    assert dict(by_head.headers) == dict(by_get.headers)


def test_a_list_that_nothing_is_in_is_a_page(client, essen):
    for path in ("/aktuelles/", "/aktuelles/archiv/", "/netzwerke/essen/aktuelles/"):
        assert client.get(path).status_code == 200
