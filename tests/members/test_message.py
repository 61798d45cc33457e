"""The message to the office, which anyone may send."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alliance.models import AttemptCount, Mail
from alliance.public_forms import new_token
from tests.factories import RoleFactory, UserFactory
from tests.members.letters import written

FORM = "/kontakt/nachricht/"
TEXT = "Guten Tag,\r\nwann ist die nächste Messe?"


@pytest.fixture
def begun(db, time_machine):
    """Forms that were opened a minute ago."""
    time_machine.move_to(timezone.now() - timedelta(minutes=1))
    tokens = [new_token() for _number in range(5)]
    time_machine.shift(60)
    return tokens


def send(token, **typed):
    fields = {"begun": token, "homepage": "", "name": "Ada", "email": "ada@beispiel.de"}
    client = Client(enforce_csrf_checks=True)
    return client.post(FORM, fields | {"text": TEXT} | typed)


def test_it_goes_to_all_of_the_office_and_to_nobody_else(begun, gisela, esra):
    RoleFactory(network=None, kind="office", person__email="gero@example.org")

    response = send(begun[0])

    assert response.url == f"{FORM}danke/"
    assert not response.cookies
    assert sorted(written()) == [
        ("message_to_office", "gero@example.org"),
        ("message_to_office", "gisela@example.org"),
    ]
    letter = Mail.objects.first()
    assert "> Guten Tag,\n> wann ist die nächste Messe?\n" in letter.body
    assert "Name: Ada\nAntwort an: ada@beispiel.de\n" in letter.body
    thanks = Client().get(response.url)
    assert "Als Nächstes liest die Geschäftsstelle sie" in thanks.text
    assert not thanks.cookies


def test_a_closed_account_of_the_office_reads_nothing(begun, gisela):
    person = UserFactory(is_active=False)
    RoleFactory(network=None, kind="office", person=person)

    send(begun[0])

    assert written() == [("message_to_office", "gisela@example.org")]


def test_without_an_office_the_portals_own_mailbox_has_it(begun, settings):
    send(begun[0])

    assert written() == [("message_to_office", settings.DEFAULT_FROM_EMAIL)]


def test_sent_twice_it_is_one_message(begun, gisela):
    assert send(begun[0]).url == send(begun[0]).url
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " \u200b"}, "Bitte schreiben Sie Ihre Nachricht."),
        ({"text": "x" * 5001}, "5000"),
        ({"email": ""}, "Bitte sagen Sie, wohin wir antworten können."),
        ({"email": "a@b.de\r\nBcc: c@d.de"}, "gültige E‑Mail-Adresse"),
        ({"email": "a@b.de\nTo: c@d.de"}, "gültige E‑Mail-Adresse"),
        ({"name": "x" * 121}, "120"),
    ],
)
def test_what_is_refused_stays_in_the_form(begun, gisela, typed, sentence):
    response = send(begun[0], **typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert not Mail.objects.exists()
    assert not AttemptCount.objects.exists()


def test_a_name_of_several_lines_adds_none_to_the_letter(begun, gisela):
    send(
        begun[0], name="Ada\r\nBcc: alle@example.org\r\n\r\nAntwort an: b@evil.example"
    )

    (letter,) = Mail.objects.all()
    assert letter.subject == "Eine Nachricht über das Kontaktformular"
    assert "\nBcc:" not in letter.body
    assert letter.body.count("\nAntwort an:") == 1


def test_a_client_writes_three_times_an_hour(begun, gisela):
    statuses = [send(token).status_code for token in begun[:4]]

    assert statuses == [302, 302, 302, 429]
    assert "wann ist die nächste Messe?" in send(begun[4]).text


def test_robots_are_thanked_and_ignored(gisela):
    assert send(new_token()).url == f"{FORM}danke/"
    assert not Mail.objects.exists()


def test_pages_lead_to_it(client, db):
    assert f'href="{FORM}"' in client.get("/kontakt/").text
    assert f'href="{FORM}"' in client.get("/nirgends/").text
