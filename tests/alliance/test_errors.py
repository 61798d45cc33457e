"""The pages that say what went wrong, and what to do next."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponseForbidden
from django.test import Client

from alliance import errors

pytestmark = pytest.mark.urls("tests.alliance.urls")

HEADINGS = {
    400: "Diese Anfrage können wir nicht verarbeiten",
    403: "Dafür fehlt Ihnen die Berechtigung",
    404: "Diese Seite gibt es nicht",
    405: "So lässt sich diese Seite nicht aufrufen",
    409: "Inzwischen wurde etwas geändert",
    410: "Dieser Link gilt nicht mehr",
    413: "Die Datei ist zu groß",
    429: "Das ging zu schnell",
    500: "Bei uns ist ein Fehler aufgetreten",
    503: "Wir sind gleich wieder da",
}
PATHS = {405: "/probe/formular/", 413: None}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def answer(client, status):
    if status == 413:
        return client.post("/probe/formular/", {"text": "x" * 3_000_000})
    return client.get(PATHS.get(status, f"/probe/{status}/"))


@pytest.mark.parametrize(("status", "heading"), HEADINGS.items())
def test_every_error_is_a_whole_german_page(client, db, status, heading):
    response = answer(client, status)

    assert response.status_code == status
    page = response.text
    assert '<html lang="de">' in page
    assert re.search(r"<title>\s*Fehler: ", page)
    assert re.findall(r"<h1>(.*?)</h1>", page) == [heading]
    assert "<nav" in page
    assert 'action="/anbieter/"' in page
    assert 'href="/"' in page


@pytest.mark.parametrize("status", HEADINGS)
def test_no_error_page_tells_of_our_inside(client, db, status):
    page = answer(client, status).text

    for word in ("Traceback", "secret detail", "DETAIL:", "SELECT", ".py"):
        assert word not in page


def test_a_wrong_method_names_the_right_one(client):
    assert client.get("/probe/formular/").headers["Allow"] == "POST"


def test_too_fast_and_outage_say_when_to_come_back(client):
    assert client.get("/probe/503/").headers["Retry-After"] == "5"
    assert client.get("/probe/429/").headers["Retry-After"] == "60"


def test_a_form_that_breaks_off_is_no_failure_of_ours(client):
    class Broken(BytesIO):
        def read(self, *_):
            raise OSError("gone")

    response = client.post(
        "/probe/formular/", {"text": "x"}, **{"wsgi.input": Broken()}
    )

    assert response.status_code == 400


def test_a_page_for_a_bare_error_keeps_the_cookies(rf):
    bare = HttpResponseForbidden()
    bare.set_cookie("sitzung", "x")

    assert errors.dress(rf.get("/"), bare).cookies["sitzung"].value == "x"


def test_a_failure_has_a_number_that_stands_in_the_log(client, caplog):
    page = client.get("/probe/500/").text

    (incident,) = re.findall(r"Vorgang <strong>([2-9A-Z]{4}-[2-9A-Z]{2})<", page)
    assert f"Incident {incident} at /probe/500/" in caplog.text


@pytest.mark.parametrize("path", ["/probe/langsam/", "/probe/nur-lesen/"])
def test_a_database_that_cannot_is_an_outage(client, db, path):
    response = client.get(path)

    assert response.status_code == 503
    assert HEADINGS[503] in response.text


@pytest.fixture
def database_away(django_db_blocker, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    with django_db_blocker.unblock():
        connection.close()
        yield
        connection.close()


def test_without_a_database_the_portal_lives_but_is_not_ready(client, database_away):
    assert client.get("/gesund/lebt").status_code == 200
    assert client.get("/gesund/bereit").status_code == 503


@pytest.mark.parametrize("path", ["/", "/anbieter/", "/konto/login/", "/konto/"])
def test_without_a_database_a_page_is_an_outage(client, database_away, path):
    client.cookies["sitzung"] = "a" * 32

    response = client.get(path)

    assert response.status_code == 503
    assert HEADINGS[503] in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_database_errors_have_their_pages(client, database_away):
    assert client.get("/anbieter/?q=%00").status_code == 400


def test_without_a_database_nobody_knows_what_an_address_was(client, database_away):
    # It may be one of the old website; "there is nothing" would be kept.
    assert client.get("/Event_Re_2023.html").status_code == 503


def test_with_a_database_the_portal_is_ready(client, db):
    assert client.get("/gesund/bereit").text == "bereit\n"


def test_an_outage_gives_the_form_back(client):
    typed = {"text": "Ein <b>langer</b> Text", "password": "geheim", "leer": ""}

    page = client.post("/probe/503/", typed).text

    assert '<form method="post" action="/probe/503/">' in page
    assert '<textarea name="text"' in page
    assert "Ein &lt;b&gt;langer&lt;/b&gt; Text</textarea>" in page
    assert "geheim" not in page
    assert 'name="leer"' not in page


def test_a_form_without_a_session_gives_back_what_was_typed():
    client = Client(enforce_csrf_checks=True)

    response = client.post(
        "/probe/formular/", {"text": "Ein langer Text", "password": "geheim"}
    )

    assert response.status_code == 403
    assert "Ein langer Text" in response.text
    assert "geheim" not in response.text


@pytest.mark.parametrize("status", [403, 409])
def test_an_error_gives_back_what_was_typed(client, status):
    response = client.post(f"/probe/{status}/", {"text": ["Eins", "Zwei"]})

    assert response.status_code == status
    assert "Eins\nZwei</textarea>" in response.text


def test_a_refusal_is_logged_without_what_was_sent(client, caplog):
    client.get("/anbieter/?q=%00geheim")
    client.get("/anbieter/", headers={"Host": "evil.example"})

    assert "NulError" in caplog.text
    assert "DisallowedHost" in caplog.text
    shown = [record for record in caplog.records if record.name.startswith("alliance")]
    assert not any("geheim" in record.getMessage() for record in shown)
    assert not any("evil" in record.getMessage() for record in shown)


@pytest.mark.parametrize("path", ["/mein-bereich/nirgends/", "/koordination/"])
def test_who_works_here_keeps_the_frame_of_the_workspace(client, wanda, path):
    client.force_login(wanda)

    page = client.get(path).text

    assert "Mein Bereich" in page
    assert 'class="error"' in page


@pytest.mark.parametrize("path", ["/anbieter/nirgends/", "/nirgends/"])
def test_an_error_at_a_public_address_does_not_ask_who_it_is(client, wanda, path):
    before = client.get(path).content
    client.force_login(wanda)

    response = client.get(path)

    assert response.content == before
    assert not response.cookies
