"""Another e-mail address: confirmed at the new one, undone from the old one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client

from alliance import addresses
from alliance.errors import GoneError, WrongStateError
from alliance.models import EmailChange, JournalEntry, Mail
from tests.factories import UserFactory

PASSWORD = "vier lange stille Pferde"
NEW = "nora@neu.example"


@pytest.fixture
def nora(db):
    return UserFactory(email="nora@example.org", password=make_password(PASSWORD))


@pytest.fixture
def signed_in(nora, client):
    sign_in(client, nora.email)
    client.post("/konto/reauthenticate/?next=/konto/email/", {"password": PASSWORD})
    return client


def sign_in(client, email):
    return client.post("/konto/login/", {"login": email, "password": PASSWORD})


def link(kind):
    body = Mail.objects.filter(kind=kind).latest("pk").body
    return re.search(r"https?://[^/]+(/konto/email/\S+)", body)[1]


def ask(client, email=NEW):
    return client.post("/konto/email/", {"email": email})


def test_an_address_changes_when_the_new_one_says_so(nora, signed_in):
    assert ask(signed_in).url == "/konto/email/"
    assert Mail.objects.get().recipient == NEW
    path, anybody = link("address_confirm"), Client()

    assert NEW in anybody.get(path).text
    nora.refresh_from_db()
    assert nora.email == "nora@example.org"

    assert anybody.post(path).status_code == 200
    nora.refresh_from_db()
    assert nora.email == NEW
    assert sign_in(Client(), NEW).status_code == 302
    assert sign_in(Client(), "nora@example.org").status_code == 422
    assert Mail.objects.get(kind="address_changed").recipient == "nora@example.org"
    assert JournalEntry.objects.filter(verb="change_address", actor=nora).exists()


def test_who_has_not_shown_who_one_is_changes_nothing(nora, client):
    sign_in(client, nora.email)

    response = ask(client)

    assert response.url.startswith("/konto/reauthenticate/")
    assert not EmailChange.objects.exists()


def test_what_was_typed_goes_on_after_showing_who_one_is(nora, client):
    sign_in(client, nora.email)
    client.post(ask(client).url, {"password": PASSWORD})

    assert EmailChange.objects.get().new_email == NEW


def test_the_old_address_undoes_it_and_the_password_ends(nora, signed_in):
    ask(signed_in)
    Client().post(link("address_confirm"))
    EmailAddress.objects.create(user=nora, email=NEW, verified=True)

    path = link("address_changed")
    assert signed_in.get("/konto/").status_code == 200
    assert Client().get(path).status_code == 200
    assert Client().post(path).status_code == 200

    nora.refresh_from_db()
    assert nora.email == "nora@example.org"
    assert not nora.has_usable_password()
    assert signed_in.get("/konto/").status_code == 302
    assert sign_in(Client(), NEW).status_code == 422
    assert Client().post(path).status_code == 410


def test_links_are_gone_after_their_time(nora):
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False) as clock:
        addresses.ask(nora, NEW)
        change = EmailChange.objects.get()
        confirm = addresses.link(change, "confirm")
        clock.shift(timedelta(hours=23))
        assert Client().get(confirm).status_code == 200
        clock.shift(timedelta(hours=2))
        assert Client().post(confirm).status_code == 410

        addresses.ask(nora, NEW)
        change = EmailChange.objects.latest("pk")
        addresses.confirm(change)
        undo = addresses.link(change, "undo")
        clock.shift(timedelta(days=6, hours=23))
        assert Client().get(undo).status_code == 200
        clock.shift(timedelta(hours=2))
        assert Client().post(undo).status_code == 410


def test_one_link_is_not_good_for_the_other_step(nora):
    addresses.ask(nora, NEW)
    token = addresses.link(EmailChange.objects.get(), "confirm").split("/")[-2]

    with pytest.raises(GoneError):
        addresses.found(token, "undo")
    with pytest.raises(GoneError):
        addresses.found(token + "x", "confirm")


def test_a_later_wish_ends_an_earlier_one(nora):
    addresses.ask(nora, "erste@neu.example")
    first = addresses.link(EmailChange.objects.get(), "confirm")
    addresses.ask(nora, NEW)

    assert Client().get(first).status_code == 410


def test_nobody_learns_that_an_address_is_taken_but_its_owner(nora, signed_in):
    UserFactory(email="wanda@example.org")
    free, taken = ask(signed_in, NEW), ask(signed_in, "wanda@example.org")

    assert (free.status_code, free.url) == (taken.status_code, taken.url)
    assert Mail.objects.get(kind="address_taken").recipient == "wanda@example.org"
    ask(signed_in, "wanda@example.org")
    assert Mail.objects.filter(kind="address_taken").count() == 1


def test_an_account_writes_to_few_strangers_in_a_day(nora, client):
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False) as clock:
        for number in range(12):
            sign_in(client, nora.email)
            again = {"password": PASSWORD}
            client.post("/konto/reauthenticate/?next=/konto/email/", again)
            ask(client, f"niemand+{number}@neu.example")
            clock.shift(timedelta(minutes=61))
        assert Mail.objects.filter(kind="address_confirm").count() == 10


def test_who_was_slower_gets_no_address_twice(nora):
    addresses.ask(nora, NEW)
    UserFactory(email=NEW)

    with pytest.raises(WrongStateError):
        addresses.confirm(EmailChange.objects.get())


@pytest.mark.parametrize("email", ["", "kein", "nora@example.org", "a@b" + "c" * 300])
def test_what_is_no_new_address_stays_in_the_form(email, nora, signed_in):
    response = ask(signed_in, email)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not Mail.objects.exists()
