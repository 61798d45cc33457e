"""A form that anyone may send: no cookie, one sending, no robots, no floods."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alliance.public_forms import new_token
from networks.models import City
from tests.threads import together

pytestmark = pytest.mark.urls("tests.alliance.urls")
ADDRESS = "/probe/brief/"


@pytest.fixture
def begun(db, time_machine):
    """A form that was opened a minute ago."""
    time_machine.move_to(timezone.now() - timedelta(minutes=1))
    token = new_token()
    time_machine.shift(60)
    return token


def send(begun, text="herne", client=None, **fields):
    fields = {"begun": begun, "homepage": "", "text": text} | fields
    return (client or Client(enforce_csrf_checks=True)).post(ADDRESS, fields)


def cities():
    return [city.slug for city in City.objects.all()]


def test_it_is_sent_without_a_cookie(begun):
    response = send(begun)

    assert response.content == b"danke"
    assert cities() == ["herne"]
    assert not response.cookies


def test_sent_twice_it_is_carried_out_once(begun):
    assert send(begun).content == send(begun).content
    assert cities() == ["herne"]


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_once_it_is_carried_out_once(begun):
    together(*[lambda: send(begun)] * 3)

    assert cities() == ["herne"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example"]
)
def test_another_site_cannot_send_it(begun, origin):
    client = Client(headers={"Origin": origin})

    assert send(begun, client=client).status_code == 403
    assert cities() == []


def test_our_own_site_can(begun):
    assert send(begun, client=Client(headers={"Origin": "http://testserver"})).content
    assert cities() == ["herne"]


def test_who_fills_what_nobody_sees_is_thanked_and_ignored(begun):
    assert send(begun, homepage="https://spam.example").content == b"danke"
    assert cities() == []


def test_who_is_quicker_than_a_person_is_thanked_and_ignored(db):
    assert send(new_token()).content == b"danke"
    assert cities() == []


@pytest.mark.parametrize("token", ["", "x", "a:b:c", None])
def test_without_its_token_the_text_comes_back(begun, token):
    response = send(token or begun[:-1])

    assert b"herne" in response.content
    assert cities() == []


def test_after_a_day_it_is_sent_once_more(begun, time_machine):
    time_machine.shift(timedelta(hours=13))

    response = send(begun)

    assert b"herne" in response.content
    assert begun.encode() not in response.content


def test_one_address_cannot_send_any_number(begun, time_machine):
    for number in range(3):
        send(begun, f"stadt-{number}")

    response = send(begun, "stadt-9")

    assert response.status_code == 429
    assert "stadt-9" in response.text


def test_all_addresses_together_have_a_limit(begun):
    clients = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(5)]
    answers = [send(begun, client=client).status_code for client in clients]

    assert answers == [200, 200, 200, 200, 429]
