"""What a first view costs a visitor, and what is kept for the second."""

import re

import pytest

from tests.browser.addresses import fetch

MOST_BYTES, MOST_REQUESTS = 60_000, 8


def sent(request):
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


@pytest.mark.parametrize(
    "kind",
    [
        *("home", "directory", "provider-full", "networks", "partners", "text"),
        *("news", "post"),
    ],
)
def test_a_first_view_is_light(visit_kind, watch, kind):
    with visit_kind(kind) as page:
        page.wait_for_load_state("networkidle")

        needed = [one for one in watch.requests if "/logos/" not in one.url]

        assert len(needed) <= MOST_REQUESTS
        assert sum(map(sent, needed)) <= MOST_BYTES


def test_static_files_are_hashed_compressed_and_kept(portal):
    page = fetch(f"{portal}/anbieter/").read().decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)

    assert len(files) >= 6
    for path in files:
        answer = fetch(f"{portal}{path}", **{"Accept-Encoding": "br, gzip"})
        kept = answer.headers["Cache-Control"]
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", path)
        assert "immutable" in kept
        assert "public" in kept
        assert int(re.search(r"max-age=(\d+)", kept)[1]) >= 31_536_000
        if path.endswith((".css", ".js", ".svg")):
            assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    "path", ["/", "/anbieter/", "/partner/", "/netzwerke/", "/kontakt/", "/aktuelles/"]
)
def test_a_page_may_be_kept_for_a_minute_and_shown_while_we_are_away(portal, path):
    answer = fetch(f"{portal}{path}", **{"Accept-Encoding": "br, gzip"})

    assert answer.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=60, stale-while-revalidate=600,"
        " stale-if-error=86400"
    )
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["ETag"]


@pytest.mark.parametrize("path", ["/konto/login/", "/verwaltung/", "/gibt-es-nicht/"])
def test_nothing_else_is_kept(portal, path):
    assert "no-store" in fetch(f"{portal}{path}").headers["Cache-Control"]
