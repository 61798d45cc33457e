"""What may be a password, and how many are hashed at once."""

import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from alliance import hashing
from alliance.errors import BusyError
from alliance.hashing import GuardedArgon2Hasher
from tests.factories import UserFactory

GOOD = "vier lange stille Pferde"


@pytest.fixture
def wanda():
    return UserFactory.build(email="wanda.kowalski@werkstatt.de", name="Wanda Kowalski")


@pytest.mark.parametrize(
    "password",
    [
        *("", "kurz", "elf Zeichen", "Weiterbildung2026", "weiterbildung-ruhr!"),
        *("BochumDortmund1", "MuelheimRuhr2027", "Mülheim-Ruhr-27", "123456789012"),
        *("passwordpassword", "qwertyuiop123", "wanda.kowalski@werkstatt.de"),
        *("WandaKowalski1", "kowalski-werkstatt", "Passwort12345!", "x" * 1025),
    ],
)
def test_what_others_try_first_is_refused(password, wanda):
    with pytest.raises(ValidationError):
        validate_password(password, wanda)


@pytest.mark.parametrize(
    "password",
    [
        *(
            GOOD,
            "zwölf Zeichen",
            "vierundsechzig " * 4 + "quer",
            "🐎🐎🐎🐎 quer 🐎🐎🐎",
        ),
        *("ohne Zahl und Zeichen", "Ruhr, Kompass, Zitrone, Flügel", "q" * 500 + GOOD),
    ],
)
def test_a_long_one_is_good_whatever_it_is_made_of(password, wanda):
    validate_password(password, wanda)


def test_accents_count_the_same_however_they_are_typed():
    composed = "zwölf grüne Bäume"
    person = UserFactory.build()
    person.set_password(unicodedata.normalize("NFD", composed))

    assert person.check_password(composed)
    assert person.check_password(unicodedata.normalize("NFD", composed))


def test_a_very_long_one_is_wrong_without_being_hashed(monkeypatch):
    person = UserFactory.build()
    person.set_password(GOOD)
    monkeypatch.setattr("django.contrib.auth.base_user.check_password", None)

    assert not person.check_password("x" * 1_000_000)


@pytest.fixture
def mill(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(hashing, "PLACES", 2)
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)


def test_no_more_are_hashed_at_once_than_there_are_places(mill):
    with hashing.place(), hashing.place(), pytest.raises(BusyError):
        GuardedArgon2Hasher().encode(GOOD, "salt-salt-salt")

    GuardedArgon2Hasher().encode(GOOD, "salt-salt-salt")


def test_a_place_is_free_again_after_a_mistake(mill):
    for _ in range(5):
        with pytest.raises(RuntimeError), hashing.place():
            raise RuntimeError

    with hashing.place(), hashing.place():
        pass


def test_threads_share_the_places(mill, monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE", 5)
    inside, most, lock = set(), [], threading.Lock()

    def work(number):
        with hashing.place():
            with lock:
                inside.add(number)
                most.append(len(inside))
            threading.Event().wait(0.02)
            with lock:
                inside.remove(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))

    assert max(most) == 2


def test_a_busy_mill_asks_to_come_back(client, db, monkeypatch):
    def busy(*_arguments, **_options):
        raise BusyError

    monkeypatch.setattr("alliance.accounts.authenticate", busy)

    response = client.post("/konto/login/", {"login": "a@b.de", "password": "geheim-x"})

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "geheim-x" not in response.text
