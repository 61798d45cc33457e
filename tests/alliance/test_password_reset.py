"""A new password by mail, and who hears of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client

from alliance.models import Mail
from tests.factories import UserFactory

PASSWORD = "vier lange stille Pferde"
NEW = "sieben rote Kutschen im Regen"
GONE = "Dieser Link gilt nicht mehr"


@pytest.fixture
def nora(db):
    return UserFactory(email="nora@example.org", password=make_password(PASSWORD))


def ask(client, email="nora@example.org", **options):
    return client.post("/konto/password/reset/", {"email": email}, **options)


def link():
    body = Mail.objects.filter(kind="password_reset").latest("pk").body
    return re.search(r"https?://[^/]+(/konto/password/reset/key/\S+)", body)[1]


def choose(client, path, password=NEW):
    form_path = client.get(path).url
    return client.post(form_path, {"password1": password, "password2": password})


def sign_in(client, password):
    form = {"login": "nora@example.org", "password": password}
    return client.post("/konto/login/", form)


def test_a_link_leads_to_a_new_password(nora, client):
    ask(client)
    response = choose(client, link())

    assert response.url == "/konto/password/reset/key/done/"
    assert sign_in(Client(), PASSWORD).status_code == 422
    assert sign_in(Client(), NEW).status_code == 302
    changed = Mail.objects.get(kind="password_changed")
    assert changed.recipient == "nora@example.org"
    assert changed.subject == "Ihr Passwort wurde geändert"


def test_known_and_unknown_addresses_hear_the_same(nora):
    known, unknown = Client(), Client()
    answers = [ask(known), ask(unknown, "niemand@example.org")]
    pages = [
        re.sub(r'value="\w{64}"', "", one.get(answer.url).text)
        for one, answer in zip((known, unknown), answers, strict=True)
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert pages[0] == pages[1]


def test_an_unknown_address_gets_one_letter_a_day(db, client):
    day = datetime(2027, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(day, tick=False) as clock:
        for _ in range(3):
            ask(client, "niemand@example.org")
        assert Mail.objects.filter(kind="unknown_account").count() == 1
        clock.shift(timedelta(days=1))
        ask(client, "niemand@example.org")
        assert Mail.objects.filter(kind="unknown_account").count() == 2


def test_a_mailbox_is_not_flooded(nora):
    answers = [
        ask(Client(), REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number in range(20)
    ]

    assert answers == [302] * 20
    assert Mail.objects.count() == 10


def test_strangers_are_not_flooded_by_spellings_of_their_address(nora, client):
    answers = [
        ask(client, f"niemand+{number}@example.org").status_code for number in range(30)
    ]
    ask(client)

    assert answers == [302] * 30
    assert Mail.objects.filter(kind="unknown_account").count() == 20
    assert Mail.objects.filter(kind="password_reset").count() == 1


def test_asking_over_and_over_has_to_wait(nora, client):
    answers = [ask(client) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_the_letter_names_the_portal_whatever_the_request_says(nora, settings):
    ask(Client(HTTP_HOST="localhost"))

    assert settings.SITE_URL in Mail.objects.get().body
    assert "localhost" not in Mail.objects.get().body


def gone(client, path):
    response = client.get(path, follow=True)
    return response.status_code == 410 and GONE in response.text


def test_looking_at_a_link_uses_nothing_up(nora, client):
    ask(client)
    path = link()
    for _ in range(3):
        Client().get(path, follow=True)
        Client().head(path)

    assert choose(Client(), path).status_code == 302


def test_a_link_works_once(nora, client):
    ask(client)
    path = link()
    choose(client, path)

    assert gone(client, path)
    assert gone(Client(), path)


def test_a_link_lasts_an_hour(nora, client):
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC)) as clock:
        ask(client)
        clock.shift(timedelta(minutes=59))
        assert not gone(Client(), link())
        clock.shift(timedelta(minutes=2))
        assert gone(Client(), link())


@pytest.mark.parametrize(
    "change",
    [{"password": make_password(NEW)}, {"email": "anders@example.org"}],
    ids=["password", "address"],
)
def test_a_link_ends_with_what_it_was_made_for(change, nora, client):
    ask(client)
    for name, value in change.items():
        setattr(nora, name, value)
    nora.save()

    assert gone(client, link())


@pytest.mark.parametrize(
    "path",
    [
        *("1-set-password/", "zzz-abc-def/", "0-x/", "1-c1ks2d-" + "0" * 32 + "/"),
        *("99999999999999-a-b/", "1-%F0%9F%90%8E/"),
    ],
)
def test_an_invented_link_is_as_dead(path, db, client):
    assert gone(client, f"/konto/password/reset/key/{path}")


def test_a_weak_password_leaves_the_link_alive(nora, client):
    ask(client)
    refused = choose(client, link(), "Weiterbildung2026")

    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert choose(client, link()).status_code == 302


def test_two_that_differ_are_told_in_our_voice(nora, client):
    ask(client)
    form = client.get(link()).url
    page = client.post(form, {"password1": NEW, "password2": NEW + "!"}).text

    assert "Bitte geben Sie zweimal dasselbe Passwort ein." in page


def test_a_reset_does_not_get_round_the_second_factor(nora, client):
    TOTP.activate(nora, generate_totp_secret())
    ask(client)
    choose(client, link())

    response = sign_in(client, NEW)

    assert response.url == "/konto/zweiter-faktor/authenticate/"
    assert client.get("/konto/").status_code == 302


def test_a_change_ends_all_other_sessions_and_is_told(nora, client):
    elsewhere = Client()
    sign_in(elsewhere, PASSWORD)
    sign_in(client, PASSWORD)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    assert client.post("/konto/password/change/", form).url == "/konto/"

    assert client.get("/konto/").status_code == 200
    assert elsewhere.get("/konto/").status_code == 302
    assert Mail.objects.get(kind="password_changed").person == nora


def test_the_old_password_is_counted_like_a_sign_in(nora, client):
    sign_in(client, PASSWORD)
    form = {"oldpassword": "falsch", "password1": NEW, "password2": NEW}

    tries = [client.post("/konto/password/change/", form) for _ in range(6)]

    assert [one.status_code for one in tries] == [422] * 5 + [429]
    assert "Bitte geben Sie Ihr jetziges Passwort an." in tries[0].text


def test_a_password_without_end_is_refused_at_its_field(nora, client):
    ask(client)
    refused = choose(client, link(), "x" * 1_000_000)

    assert refused.status_code == 422
    assert "Dieses Passwort ist zu lang." in refused.text
