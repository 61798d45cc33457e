"""Who signs in, who does not, and what neither tells a stranger."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.db import OperationalError, connection
from django.test import Client

from alliance import attempts
from alliance.attempts import Counted, Rule
from alliance.errors import TooManyAttemptsError
from alliance.models import AttemptCount
from tests.factories import UserFactory

PASSWORD = "vier lange stille Pferde"
LOGIN = "/konto/login/"
TOO_MANY = "Zu viele Versuche. Bitte warten Sie fünf Minuten"


@pytest.fixture
def nora(db):
    return UserFactory(email="nora@example.org", password=make_password(PASSWORD))


def sign_in(client, email="nora@example.org", password=PASSWORD, **options):
    return client.post(LOGIN, {"login": email, "password": password}, **options)


def is_in(client):
    return client.get("/konto/").status_code == 200


@pytest.mark.parametrize(
    "refusal",
    [
        {"email": "niemand@example.org"},
        {"password": "falsch"},
        {"email": "zu@example.org"},
        {"email": "zu@example.org", "password": "falsch"},
        {"email": "ohne@example.org"},
        {"password": "x" * 100_000},
    ],
)
def test_every_refusal_is_the_same(refusal, nora, client):
    UserFactory(email="zu@example.org", password=nora.password, is_active=False)
    UserFactory(email="ohne@example.org", password=make_password(None))
    known = sign_in(client, password="falsch")
    refused = sign_in(client, **refusal)

    def body(response):
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.text)
        return re.sub(r"\w+@example.org", "", text)

    assert refused.status_code == known.status_code == 422
    assert "E-Mail-Adresse oder Passwort stimmen nicht." in refused.text
    assert body(refused) == body(known)


@pytest.mark.parametrize("email", ["nora@example.org", "niemand@example.org"])
def test_a_refusal_hashes_one_password_whoever_is_named(
    email, nora, client, monkeypatch
):
    hashed = []
    encode = MD5PasswordHasher.encode

    def counting(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    sign_in(client, email=email, password="falsch")

    assert hashed == ["falsch"]


def test_the_sixth_wrong_try_has_to_wait(nora, client):
    tries = [sign_in(client, password="falsch") for _ in range(6)]

    assert [one.status_code for one in tries] == [422] * 5 + [429]
    assert TOO_MANY in tries[-1].text
    assert 1 <= int(tries[-1]["Retry-After"]) <= 300
    assert "falsch" not in tries[-1].text


def test_nobody_is_locked_out_by_a_stranger(nora, client):
    for _ in range(9):
        sign_in(client, password="falsch", REMOTE_ADDR="192.0.2.1")

    assert sign_in(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert sign_in(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_who_waits_may_try_again(nora, client):
    start = datetime(2027, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(6):
            sign_in(client, password="falsch")
        clock.shift(timedelta(seconds=299))
        assert sign_in(client).status_code == 429
        clock.shift(timedelta(seconds=2))
        assert sign_in(client).status_code == 302


def test_an_address_has_sixty_wrong_tries_a_minute(nora):
    tries = [
        sign_in(Client(), email=f"person{number}@example.org", password="falsch")
        for number in range(61)
    ]

    assert [one.status_code for one in tries] == [422] * 60 + [429]


def test_a_classroom_signs_in_from_one_address(db):
    password = make_password(PASSWORD)
    people = [UserFactory(password=password) for _ in range(70)]

    answers = [sign_in(Client(), email=person.email) for person in people]

    assert {answer.status_code for answer in answers} == {302}


@pytest.mark.parametrize("forged", ["1.2.3.4", "5.6.7.8, 1.2.3.4"])
def test_nobody_comes_from_elsewhere_by_saying_so(forged, nora, client):
    tries = [
        sign_in(
            client,
            password="falsch",
            headers={"X-Forwarded-For": f"{forged}{number}"},
        )
        for number in range(6)
    ]

    assert tries[-1].status_code == 429


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_one_after_the_other():
    rule, barrier = Rule("probe", 5, 60), threading.Barrier(20)

    def take(_number):
        barrier.wait()
        try:
            attempts.take(Counted(rule, "all"))
        except TooManyAttemptsError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(take, range(20)))

    assert taken.count(True) == 5


def test_what_a_later_rule_refuses_does_not_count(db):
    wide, narrow = Counted(Rule("wide", 9, 60)), Counted(Rule("narrow", 1, 60))
    attempts.take(wide, narrow)

    with pytest.raises(TooManyAttemptsError):
        attempts.take(wide, narrow)

    assert AttemptCount.objects.get(key=wide.key).tries == 1


def test_old_counts_are_forgotten(db):
    attempts.take(Counted(Rule("probe", 5, 60)))
    now = datetime.now(UTC)

    assert attempts.prune(now) == 0
    assert attempts.prune(now + timedelta(minutes=2)) == 1


def test_what_is_counted_names_nobody(nora, client):
    sign_in(client, password="falsch")

    keys = AttemptCount.objects.values_list("key", flat=True)
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


def test_the_session_from_before_opens_nothing(nora, client):
    client.get(LOGIN)
    session = client.session
    session["probe"] = 1
    session.save()
    before = session.session_key
    client.cookies["sitzung"] = before
    sign_in(client)

    thief = Client()
    thief.cookies["sitzung"] = before

    assert is_in(client)
    assert not is_in(thief)


@pytest.mark.parametrize(
    "goal",
    [
        *("//evil.example", "https:evil.example", "https://evil.example/konto/"),
        *("/\\evil.example", "\\\\evil.example", "/%0d%0aSet-Cookie:x", "javascript:1"),
        *("///evil.example", "http:///evil.example", " //evil.example", "evil.example"),
        *("/\t/evil.example", "//evil.example@127.0.0.1/", "data:text/html,x"),
        *("http://testserver/konto/", "ftp://evil.example", "?//evil", "%2f%2fevil"),
    ],
)
def test_the_sign_in_leads_nowhere_else(goal, nora, client):
    response = client.post(
        LOGIN, {"login": "nora@example.org", "password": PASSWORD, "next": goal}
    )

    assert response.status_code == 302
    assert re.match(r"/(?![/\\])", response.url)
    assert "\n" not in response.url


def test_the_sign_in_leads_back(nora, client):
    form = {"login": "nora@example.org", "password": PASSWORD, "next": "/mein-bereich/"}

    assert client.post(LOGIN, form).url == "/mein-bereich/"


def test_without_its_counter_nobody_signs_in_and_all_can_read(
    nora, client, monkeypatch
):
    def broken(*_counted):
        raise OperationalError

    monkeypatch.setattr(attempts, "take", broken)
    client.raise_request_exception = False

    assert sign_in(client).status_code == 503
    assert not is_in(client)
    assert client.get("/anbieter/").status_code == 200
