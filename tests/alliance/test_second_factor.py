"""Codes are good for one time, and nothing gets round them."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from alliance import second_factor
from alliance.models import JournalEntry, Mail
from tests.factories import UserFactory

PASSWORD = "vier lange stille Pferde"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ASK = "/konto/zweiter-faktor/authenticate/"


def code(steps=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


@pytest.fixture
def nora(db):
    return UserFactory(email="nora@example.org", password=make_password(PASSWORD))


@pytest.fixture
def guarded(nora):
    TOTP.activate(nora, SECRET)
    RecoveryCodes.activate(nora)
    return nora


@pytest.fixture
def still():
    with time_machine.travel(1_800_000_010, tick=False) as clock:
        yield clock


def begin(client):
    form = {"login": "nora@example.org", "password": PASSWORD}
    return client.post("/konto/login/", form)


def answer(client, value):
    begin(client)
    return client.post(ASK, {"code": value})


def is_in(client):
    return client.get("/konto/").status_code == 200


def test_a_password_alone_opens_nothing(guarded, client):
    assert begin(client).url == ASK
    assert not is_in(client)
    assert client.get("/konto/zweiter-faktor/").status_code == 302


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_off_by_one_step(steps, guarded, client, still):
    assert answer(client, code(steps)).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_a_clock_that_is_off_by_more_is_wrong(steps, guarded, client, still):
    assert answer(client, code(steps)).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("wait", [0, 10, 31, 59])
def test_a_code_opens_once(wait, guarded, client, still):
    used = code()
    answer(client, used)
    still.shift(wait)

    assert answer(Client(), used).status_code == 422


def test_an_older_code_is_as_used(guarded, client, still):
    older = code(-1)
    answer(client, code())

    assert answer(Client(), older).status_code == 422


def test_digits_of_other_keyboards_count(guarded, client, still):
    wide = code().translate({48 + digit: 0xFF10 + digit for digit in range(10)})

    assert answer(client, f"{wide[:3]} {wide[3:]}").status_code == 302


@pytest.mark.parametrize("value", ["", "abc", "🐎" * 6, "0" * 5000, "000000\u0661"])
def test_what_is_no_code_is_refused_politely(value, guarded, client):
    response = answer(client, value)

    assert response.status_code == 422
    assert not is_in(client)


def test_five_wrong_codes_are_enough(guarded, client, still):
    answers = [answer(client, "000000") for _ in range(6)]

    assert [one.status_code for one in answers] == [422] * 5 + [429]
    begin(elsewhere := Client(REMOTE_ADDR="192.0.2.9"))
    assert elsewhere.post(ASK, {"code": code()}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_one_code_many_times_at_once_opens_once():
    person = UserFactory()
    TOTP.activate(person, SECRET)
    held, now = Authenticator.objects.get(user=person), code()

    def spend(_number):
        try:
            return second_factor.spend(held, now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(spend, range(8))).count(True) == 1


def test_a_recovery_code_opens_once(guarded, client):
    wrapped = Authenticator.objects.get(user=guarded, type="recovery_codes").wrap()
    first = wrapped.get_unused_codes()[0]

    assert answer(client, first).status_code == 302
    assert answer(Client(), first).status_code == 422


def test_secrets_do_not_lie_open_in_the_database(guarded):
    for one in Authenticator.objects.filter(user=guarded):
        assert SECRET not in str(one.data)
        if one.type == "recovery_codes":
            assert not any(
                code in str(one.data) for code in one.wrap().generate_codes()
            )


def test_an_old_key_still_reads_what_it_wrote(guarded, settings):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "b" * 50
    settings.SECRET_KEY_FALLBACKS = [old]

    held = Authenticator.objects.get(user=guarded, type="totp")

    assert second_factor.Adapter().decrypt(held.data["secret"]) == SECRET


@pytest.mark.parametrize(
    "path",
    [
        *("totp/activate/", "webauthn/add/", "recovery-codes/"),
        *("recovery-codes/generate/", "recovery-codes/download/"),
    ],
)
def test_no_factor_changes_before_one_has_shown_again_who_one_is(path, guarded, client):
    if "activate" in path:
        Authenticator.objects.all().delete()
    client.force_login(guarded)

    response = client.get(f"/konto/zweiter-faktor/{path}")

    assert response.status_code == 302
    assert response.url.startswith("/konto/reauthenticate/")


def again(client, path):
    return client.post(f"/konto/reauthenticate/?next={path}", {"password": PASSWORD})


def test_an_app_is_set_up_with_the_code_that_it_shows(nora, client, still):
    begin(client)
    path = "/konto/zweiter-faktor/totp/activate/"
    again(client, path)
    secret = client.get(path).context["form"].secret
    value = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    assert client.post(path, {"code": "000000"}).status_code == 422
    response = client.post(path, {"code": value})
    assert response.url == "/konto/zweiter-faktor/recovery-codes/"
    assert client.get(response.url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_new_factor_is_told_and_ends_other_sessions(client, still):
    nora = UserFactory(email="nora@example.org", password=make_password(PASSWORD))
    elsewhere = Client()
    begin(elsewhere)
    begin(client)
    path = "/konto/zweiter-faktor/totp/activate/"
    again(client, path)
    secret = client.get(path).context["form"].secret
    value = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post(path, {"code": value})

    assert Mail.objects.filter(kind="factor_added", person=nora).exists()
    assert JournalEntry.objects.filter(verb="add_factor", actor=nora).exists()
    assert is_in(client)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "{}",
        '"x"',
        "nicht json",
        '{"response": []}',
        '{"id": 1}',
        "[1]",
    ],
)
@pytest.mark.parametrize(
    "path",
    ["authenticate/", "webauthn/login/", "webauthn/add/", "webauthn/reauthenticate/"],
)
def test_a_passkey_of_any_shape_is_refused_politely(path, credential, guarded, client):
    begin(client)
    if path.startswith("webauthn/") and "login" not in path:
        client.force_login(guarded)
        again(client, "/konto/")
    address = f"/konto/zweiter-faktor/{path}"
    client.get(address)

    response = client.post(address, {"credential": credential})

    assert response.status_code in (302, 422)
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_passkey_is_bound_to_the_portals_own_address(nora, settings):
    settings.IS_LOOPBACK = False
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT="application/json")

    options = client.get("/konto/zweiter-faktor/webauthn/login/").json()

    assert options["request_options"]["publicKey"]["rpId"] == settings.SITE.hostname
