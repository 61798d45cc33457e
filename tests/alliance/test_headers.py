"""What every answer says about security, whoever gives it."""

import pytest
from django.test import Client

from alliance.settings import IS_SECURE

pytestmark = pytest.mark.urls("tests.alliance.urls")

EVERY_KIND = {
    "page": "/probe/staedte/",
    "health": "/gesund/lebt",
    "static file": "/static/alliance/css/portal.css",
    "redirect": "/anbieter",
    "sign-in": "/konto/",
    "bad request": "/probe/echo/?q=%00",
    "forbidden": "/probe/403/",
    "not found": "/probe/nirgends/",
    "wrong method": "/probe/formular/",
    "conflict": "/probe/409/",
    "gone": "/probe/410/",
    "too fast": "/probe/429/",
    "failure": "/probe/500/",
    "outage": "/probe/503/",
}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def get(client, path, **more):
    response = client.get(path, **more)
    # A static file is still open; to close the answer would close the database, too.
    for close in response._resource_closers:
        close()
    return response


@pytest.mark.parametrize("path", EVERY_KIND.values(), ids=EVERY_KIND)
def test_every_answer_bears_the_security_headers(client, db, path):
    headers = get(client, path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", EVERY_KIND.values(), ids=EVERY_KIND)
def test_over_https_every_answer_says_that_it_stays_so(settings, client, db, path):
    settings.SECURE_HSTS_SECONDS = 31_536_000

    headers = get(client, path, secure=True).headers

    assert not IS_SECURE
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_way_to_https_bears_them_too(settings, client):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/anbieter/")

    assert (response.status_code, response.url) == (301, "https://testserver/anbieter/")
    assert "Content-Security-Policy" in response.headers
    assert "Permissions-Policy" in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "kind", [kind for kind in EVERY_KIND if kind not in ("page", "static file")]
)
def test_what_is_not_public_is_not_stored(client, db, kind):
    assert "no-store" in get(client, EVERY_KIND[kind]).headers["Cache-Control"]


@pytest.mark.parametrize("path", EVERY_KIND.values(), ids=EVERY_KIND)
def test_no_visitor_gets_a_cookie(client, db, path):
    assert not get(client, path).cookies


def test_a_static_file_is_for_this_site_alone(client):
    response = get(client, "/static/alliance/css/portal.css")

    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response.headers
