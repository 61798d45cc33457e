"""Signing in and out, and the page that says who one is."""

import re

import pytest
from django.contrib.auth.hashers import make_password

from tests.factories import EditorFactory, OrganisationFactory, UserFactory

PASSWORD = "ein langes Passwort"


@pytest.fixture
def nora(db):
    return UserFactory(
        email="nora@example.org", name="Nora", password=make_password(PASSWORD)
    )


def sign_in(client, **changes):
    form = {"login": "nora@example.org", "password": PASSWORD} | changes
    return client.post("/konto/login/", form)


def test_who_signs_in_comes_to_her_account(client, nora):
    response = sign_in(client)

    assert response.url == "/konto/ankunft/"
    page = client.get(response.url, follow=True).text
    assert "<strong>Nora</strong> (nora@example.org)" in page


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong(client, nora):
    page = sign_in(client, password="falsch").text

    assert 'role="alert"' in page
    assert 'value="nora@example.org"' in page
    assert "falsch" not in re.findall(r'value="([^"]*)"', page)


def test_who_signs_out_is_a_visitor_again_and_keeps_no_message(client, nora):
    sign_in(client)
    client.post("/konto/logout/")

    names = {name for name, cookie in client.cookies.items() if cookie.value}

    assert names <= {"csrftoken"}


def test_nobody_signs_up_uninvited(client, db):
    page = client.get("/konto/signup/").text

    assert "<h1>Zugänge gibt es auf Einladung</h1>" in page


def test_the_account_names_offices_and_organisations(client, esra, workshop):
    EditorFactory(organisation=workshop, person=esra, is_main=True)
    EditorFactory(organisation=OrganisationFactory(slug="entwurf"), person=esra)
    client.force_login(esra)

    page = client.get("/konto/").text

    assert 'Koordination, <a href="/netzwerke/essen/">Netzwerk Essen</a>' in page
    assert re.search(
        r'href="/mein-bereich/werkstatt/">Werkstatt</a>\s*– Hauptredaktion', page
    )
    assert re.search(r"entwurf</a>\s*\(nicht online\)", page)
    assert "/verwaltung/" not in page


def test_the_office_finds_its_administration(client, gisela):
    client.force_login(gisela)

    assert 'href="/verwaltung/"' in client.get("/konto/").text


def test_who_has_neither_office_nor_organisation_learns_how_to_get_one(client, nora):
    client.force_login(nora)

    page = client.get("/konto/").text

    assert "kann Sie einladen" in page
    assert "Meine Ämter" not in page


def test_an_old_link_for_a_password_leads_to_a_new_one(client, db):
    page = client.get("/konto/password/reset/key/1-set-password/").text

    assert "Dieser Link gilt nicht mehr" in page
    assert 'href="/konto/password/reset/"' in page
