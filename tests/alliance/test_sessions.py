"""A session ends: by itself, everywhere, and without leaving anything behind."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliance import sessions

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


PASSWORD = "vier lange stille Pferde"


@pytest.fixture
def signed_in(wanda, kemal):
    """Returns a browser in which the person has signed in."""

    def signed_in(person):
        person.set_password(PASSWORD)
        person.save()
        client = Client()
        form = {"login": person.email, "password": PASSWORD}
        assert client.post("/konto/login/", form).url == "/konto/ankunft/"
        return client

    return signed_in


def is_in(client):
    return client.get("/konto/").status_code == 200


def test_three_hours_without_a_click_end_it(clock, wanda, client):
    client.force_login(wanda)
    clock.shift(timedelta(hours=2, minutes=59))
    assert is_in(client)
    clock.shift(timedelta(hours=2, minutes=59))
    assert is_in(client)
    clock.shift(timedelta(hours=3, minutes=1))

    assert client.get("/konto/").url == "/konto/login/?next=/konto/"
    assert not is_in(client)


def test_twelve_hours_end_it_whatever_one_does(clock, wanda, client):
    client.force_login(wanda)
    for _ in range(11):
        clock.shift(timedelta(hours=1))
        assert is_in(client)
    clock.shift(timedelta(hours=1, minutes=1))

    assert not is_in(client)


def writes(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/konto/")
    return [one["sql"] for one in asked if one["sql"].startswith(("UPDATE", "INSERT"))]


def test_a_click_costs_no_write_but_one_in_a_minute(clock, wanda, client):
    client.force_login(wanda)

    assert writes(client) == []
    clock.shift(timedelta(seconds=61))
    assert len(writes(client)) == 1
    assert writes(client) == []


def test_public_pages_know_no_session(clock, wanda, client):
    client.force_login(wanda)
    clock.shift(timedelta(hours=9))

    response = client.get("/anbieter/")

    assert not response.cookies
    assert "Cookie" not in response["Vary"]


@pytest.fixture
def twice(signed_in, wanda):
    """The same person in two browsers; a new hash of the password would end one."""
    one = signed_in(wanda)
    other = Client()
    other.post("/konto/login/", {"login": wanda.email, "password": PASSWORD})
    return one, other


def test_signing_out_everywhere_ends_a_stolen_session(twice):
    mine, stolen = twice
    assert is_in(stolen)

    assert mine.post("/konto/sitzungen/", {"wo": "ueberall"}).url == "/konto/login/"

    assert not is_in(stolen)
    assert not is_in(mine)


def test_signing_out_elsewhere_keeps_this_one(twice):
    mine, elsewhere = twice

    mine.post("/konto/sitzungen/", {"wo": "andere"})

    assert is_in(mine)
    assert not is_in(elsewhere)


def test_nobody_ends_the_sessions_of_others(signed_in, wanda, kemal):
    other, mine = signed_in(kemal), signed_in(wanda)

    mine.post("/konto/sitzungen/", {"wo": "ueberall"})

    assert is_in(other)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537 Edg/126",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU OS 17 like Mac OS X) Safari/604", "Safari, iPhone"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_as_its_owner_does(user_agent, device):
    assert sessions.device(user_agent) == device


def test_the_list_shows_devices_and_which_is_this(twice):
    page = twice[0].get("/konto/sitzungen/").text

    assert page.count("<h2>") == 2
    assert page.count("dieses Gerät") == 1


def test_signing_out_asks_and_then_clears_the_browser(wanda, client):
    client.force_login(wanda)
    assert "Möchten Sie sich jetzt abmelden?" in client.get("/konto/logout/").text
    assert is_in(client)

    response = client.post("/konto/logout/")

    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(client)


def test_a_lost_role_is_lost_with_the_next_click(wanda, client):
    client.force_login(wanda)
    assert client.get("/mein-bereich/").status_code == 200
    wanda.editorships.all().delete()

    assert client.get("/mein-bereich/").status_code == 403


def test_what_is_over_is_forgotten(clock, twice, signed_in, kemal):
    twice[1].post("/konto/logout/")
    sessions.prune(NOON)
    assert UserSession.objects.count() == 1
    clock.shift(timedelta(hours=11))
    signed_in(kemal)

    sessions.prune(NOON + timedelta(hours=12, minutes=1))

    assert {one.user for one in UserSession.objects.all()} == {kemal}
    assert Session.objects.count() == 1


def test_every_way_to_sign_in_is_in_the_list(wanda, client):
    client.force_login(wanda)

    assert UserSession.objects.get().user == wanda
    sessions.end(wanda)
    assert not is_in(client)
