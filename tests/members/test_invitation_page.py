"""The page behind the link of an invitation, and what it says to whom."""

import logging

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from alliance.logs import LineFormatter
from alliance.models import User
from members import acceptance, invitations
from members.models import Editor, Invitation
from tests.factories import EditorFactory, UserFactory
from tests.members.letters import link, token

NORA = "nora@example.org"
PASSWORD = "ein langes Passwort für zwei"
FORM = {"name": "Nora Neu", "password": PASSWORD}


@pytest.fixture
def address(workshop, wanda):
    invitations.invite(workshop, NORA, by=wanda)
    return link(NORA)


@pytest.fixture
def nora(db):
    return UserFactory(
        email=NORA,
        name="Nora",
        password=make_password(PASSWORD),
        last_login=timezone.now(),
    )


def test_looking_does_nothing_and_the_button_works_after_it(client, address):
    before = list(Invitation.objects.values())
    for look in (client.get, client.head, client.get, client.get):
        assert look(address).status_code == 200
    assert list(Invitation.objects.values()) == before
    assert not User.objects.filter(email=NORA).exists()

    response = client.post(address, FORM)

    assert response.url == "/mein-bereich/werkstatt/"
    page = client.get(response.url)
    assert page.status_code == 200
    assert "Sie gehören jetzt zur Redaktion." in page.text


def test_the_page_says_who_invites_to_what(client, address):
    page = client.get(address).text

    assert "Wanda lädt Sie ein, das Profil von „Werkstatt“ zu pflegen." in page
    assert f"<strong>{NORA}</strong>" in page


def test_the_address_of_the_page_goes_to_nobody(client, address):
    for found in (address, "/konto/einladung/erdacht/"):
        headers = client.get(found).headers
        assert headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in headers["Cache-Control"]


def test_a_session_from_before_is_worth_nothing_after(client, address):
    client.get("/konto/login/")
    session = client.session
    session["probe"] = 1
    session.save()
    client.cookies["sitzung"] = before = session.session_key

    client.post(address, FORM)

    assert client.cookies["sitzung"].value != before
    other = Client()
    other.cookies["sitzung"] = before
    assert other.get("/konto/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Ihr Name"),
        ({"name": "\u200b"}, "Bitte geben Sie Ihren Namen an."),
        ({"password": "elf Zeichen"}, "Passwort"),
        ({"password": "1q2w3e4r5t6y"}, "Passwort"),
        ({"password": "nora@example.org"}, "Passwort"),
        ({"password": "x" * 1025}, "Passwort"),
    ],
)
def test_what_does_not_do_is_said_and_the_name_is_kept(
    client, address, changes, sentence
):
    form = FORM | changes

    response = client.post(address, form)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert sentence in response.text
    assert form["password"] not in response.text.replace(NORA, "")
    if len(form["name"]) > 1:
        assert f'value="{form["name"]}"' in response.text
    assert not User.objects.filter(email=NORA).exists()
    assert Invitation.objects.open().exists()


def test_who_has_an_account_signs_in_first_and_comes_back(client, address, nora):
    page = client.get(address).text
    assert f'href="/konto/login/?next={address}"' in page
    assert 'type="password"' not in page
    assert client.post(address, FORM).url == f"/konto/login/?next={address}"
    assert not nora.editorships.exists()

    form = {"login": NORA, "password": PASSWORD, "next": address}
    response = client.post("/konto/login/", form)
    assert response.url == address
    assert "Einladung annehmen" in client.get(address).text

    assert client.post(address).url == "/mein-bereich/werkstatt/"
    assert nora.editorships.get().organisation.slug == "werkstatt"


def test_who_is_signed_in_as_another_can_sign_out_and_go_on(client, address, kemal):
    client.force_login(kemal)

    page = client.get(address)
    assert "Sie sind als Kemal angemeldet (kemal@example.org)." in page.text
    assert "Einladung annehmen" not in page.text
    refused = client.post(address, FORM)
    assert refused.status_code == 409
    assert "Sie sind als Kemal angemeldet" in refused.text
    assert Invitation.objects.open().exists()

    response = client.post("/konto/logout/", {"next": address})
    assert response.url == address
    assert client.post(address, FORM).url == "/mein-bereich/werkstatt/"


def test_who_edits_already_is_told(client, address, nora, workshop):
    EditorFactory(organisation=workshop, person=nora)
    client.force_login(nora)

    page = client.get(address).text

    assert "Sie gehören schon zur Redaktion" in page
    assert "Einladung annehmen" not in page
    assert client.post(address).url == "/mein-bereich/werkstatt/"
    assert Editor.objects.filter(person=nora).count() == 1


def test_all_dead_links_are_one_page(client, address, workshop, wanda, esra):
    pages = [client.get("/konto/einladung/erdacht/")]
    addresses = []
    for number, kill in enumerate((_use, _revoke, _expire, _renew)):
        email = f"gast{number}@example.org"
        invitation = invitations.invite(workshop, email, by=esra)
        addresses.append(link(email))
        kill(invitation, esra)
    Editor.objects.filter(person=wanda).delete()
    pages += [client.get(one) for one in (address, *addresses)]
    pages += [client.post(one, FORM) for one in (address, *addresses)]

    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1
    assert len({str(sorted(page.headers.items())) for page in pages}) == 1
    assert "<h1>Dieser Link gilt nicht mehr</h1>" in pages[0].text
    assert "Einen neuen Link bekommen Sie dort" in pages[0].text


def _use(invitation, esra):
    person = acceptance.Newcomer("Jemand", PASSWORD)
    acceptance.accept(token(invitation.email), by=person)


def _revoke(invitation, esra):
    invitations.revoke(invitation, by=esra)


def _expire(invitation, esra):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


def _renew(invitation, esra):
    invitations.renew(invitation, by=esra)


def test_a_form_that_accepts_needs_its_token(address):
    client = Client(enforce_csrf_checks=True)
    client.get(address)

    assert client.post(address, FORM).status_code == 403
    assert Invitation.objects.open().exists()


def test_an_invitation_to_an_office_leads_to_its_work(client, essen, gisela):
    office = invitations.Office("coordinator", essen, timezone.localdate())
    invitations.invite_to_office(NORA, office, by=gisela)
    address = link(NORA)
    assert "Koordination, Netzwerk Essen" in client.get(address).text

    response = client.post(address, FORM)

    assert response.url == "/konto/ankunft/"
    assert client.get(response.url).url == "/koordination/"


def test_no_log_names_a_token(address):
    record = logging.makeLogRecord({"msg": f"GET {address} HTTP/1.1", "name": "x"})

    assert token(NORA) not in LineFormatter().format(record)
