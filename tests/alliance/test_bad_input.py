"""Requests that no browser of a well-meaning person sends."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import get_resolver

from alliance.audience import Audience
from tests.alliance.test_audience import views

pytestmark = pytest.mark.urls("tests.alliance.urls")

REFUSED = "<h1>Diese Anfrage können wir nicht verarbeiten</h1>"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address",
    [
        "/anbieter/?q=a%00b",
        "/anbieter/?netzwerk=%00",
        "/anbieter/?unbekannt=%00",
        "/anbieter/?%00=x",
        "/anbieter/?a=x&a=%00",
        "/anbieter/?q=%2500",
        "/anbieter/?q=%25%30%30",
        "/anbieter/a%00b/",
        "/anbieter/a%2500b/",
        "/%00",
        "/nirgends/?q=%00",
        "/gesund/lebt?q=%00",
        "/static/alliance/css/portal.css?v=%00",
    ],
)
def test_a_nul_is_refused_wherever_it_stands_in_an_address(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert REFUSED in response.text


@pytest.mark.parametrize("form", [{"text": "a\0b"}, {"te\0xt": "a"}, {"x": "%00"}])
@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_a_nul_in_a_form_is_refused(client, form, kind):
    if kind == "multipart":
        response = client.post("/probe/formular/", form)
    else:
        response = client.post(
            "/probe/formular/",
            "&".join(f"{name}={value}" for name, value in form.items()),
            content_type="application/x-www-form-urlencoded",
        )

    assert response.status_code == 400
    assert REFUSED in response.text


def test_the_page_that_refuses_a_form_does_not_repeat_it(client):
    response = client.post("/probe/formular/", {"text": "a\0b"})

    assert "\0" not in response.text


def test_a_nul_in_the_name_of_a_file_field_is_refused(client):
    response = client.post("/probe/formular/", {"x%00": BytesIO(b"x")})

    assert response.status_code == 400


def test_a_nul_in_a_cookie_is_refused(client):
    response = client.get("/konto/", headers={"Cookie": r'sitzung="abcdefgh\000"'})

    assert response.status_code == 400


def test_a_form_without_nul_is_read(client):
    assert client.post("/probe/formular/", {"text": "100 %"}).text == "100 %"


def test_broken_utf_8_is_read_as_replacement_characters(client, db):
    assert client.get("/probe/echo/?q=a%ffb%c3").text == "a\ufffdb\ufffd"


def test_broken_utf_8_in_a_path_is_not_found(client, db):
    assert client.get("/anbieter/a%ffb/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/anbieter/", "/nirgends/", "/gesund/lebt", "/konto/login/"]
)
def test_two_thousand_parameters_are_refused(client, path):
    parameters = "&".join(f"p{number}=x" for number in range(2000))

    response = client.get(f"{path}?{parameters}")

    assert response.status_code == 400
    assert REFUSED in response.text


def test_two_thousand_fields_are_refused(client):
    response = client.post("/probe/formular/", {f"p{n}": "x" for n in range(2000)})

    assert response.status_code == 400
    assert REFUSED in response.text


@pytest.mark.parametrize("path", ["/probe/formular/", "/anbieter/", "/nirgends/"])
def test_a_form_that_is_too_large_is_refused(client, db, path):
    response = client.post(path, {"text": "x" * 3_000_000})

    assert response.status_code in (404, 413)
    assert "x" * 100 not in response.text


def test_a_form_that_is_too_large_is_413(client):
    response = client.post("/probe/formular/", {"text": "x" * 3_000_000})

    assert response.status_code == 413
    assert "<h1>Die Datei ist zu groß</h1>" in response.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", "--x"),
        ("multipart/form-data; boundary=é", "--x"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: x\r\n"),
        ("application/x-www-form-urlencoded; charset=utf-7", "text=a"),
        ("application/x-www-form-urlencoded; charset=nonsense", "text=a"),
    ],
)
def test_a_broken_form_is_never_a_failure_of_ours(client, kind, body):
    response = client.generic("POST", "/probe/formular/", body, content_type=kind)

    assert response.status_code in (200, 400)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "testserver@evil.example", "a b", ""],
)
def test_a_strange_host_is_refused_and_not_repeated(client, host):
    response = client.get("/anbieter/", headers={"Host": host or " "})

    assert response.status_code == 400
    assert REFUSED in response.text
    assert "evil" not in response.text


def test_a_forwarded_host_says_nothing(client, db):
    response = client.get("/anbieter", headers={"X-Forwarded-Host": "evil.example"})

    assert response.url == "/anbieter/"


def public_paths():
    found = views(get_resolver("tests.alliance.urls"))
    return [
        "/" + path
        for path, view in found
        if getattr(view, "audience", None) in (Audience.PUBLIC, Audience.MACHINE)
        and "<" not in path
        and not path.startswith("probe/")
    ]


@pytest.mark.parametrize("path", public_paths())
@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "WAS"]
)
def test_public_pages_have_safe_methods_only(path, method):
    client = Client(enforce_csrf_checks=True)

    response = client.generic(method, path)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    if path.startswith("/api/"):
        assert "nur GET und HEAD" in response.json()["fehler"]
    else:
        assert "<h1>So lässt sich diese Seite nicht aufrufen</h1>" in response.text


@pytest.mark.parametrize("path", ["/anbieter/", "/probe/staedte/", "/konto/login/"])
def test_head_has_the_headers_of_get(client, db, path):
    by_get, by_head = client.get(path), client.head(path)

    assert by_head.status_code == by_get.status_code == 200
    assert by_head.content == b""
    assert dict(by_head.headers) == dict(by_get.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/anbieter/../../etc/passwd",
        "/anbieter/%2e%2e/",
        "/anbieter/ÄÖÜ/",
        f"/anbieter/{'a' * 300}/",
        "/anbieter/werkstatt./",
    ],
)
def test_an_odd_path_is_not_found(client, db, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "<h1>Diese Seite gibt es nicht</h1>" in response.text


def test_two_slashes_lead_nowhere_else(client):
    # The test client would take the name for a host.
    response = client.get("/", PATH_INFO="//evil.example/anbieter")

    assert response.status_code == 404
