import pytest
from django.core.exceptions import ImproperlyConfigured

from alliance import env


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("PORT", "")

    assert env.number("PORT", 8000) == 8000


def test_a_missing_variable_is_named(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize(("text", "value"), [("true", True), ("FALSE", False)])
def test_a_flag_is_true_or_false(monkeypatch, text, value):
    monkeypatch.setenv("DEBUG", text)

    assert env.flag("DEBUG") is value


@pytest.mark.parametrize("text", ["1", "yes", "wahr", "tru", " "])
def test_no_other_word_is_a_flag(monkeypatch, text):
    monkeypatch.setenv("DEBUG", text)

    with pytest.raises(ImproperlyConfigured, match="DEBUG muss „true“ oder „false“"):
        env.flag("DEBUG")


@pytest.mark.parametrize("text", ["-1", "8e3", "٣", "8 000", "abc", "9" * 5000])
def test_a_number_has_digits_only(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(ImproperlyConfigured, match="PORT muss eine ganze Zahl sein"):
        env.number("PORT", 8000)


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,,")

    assert env.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "address",
    [
        "portal.example",
        "ftp://portal.example",
        "https://",
        "https://portal.example/pfad",
        "https://portal.example?x=1",
        "https://user:pw@portal.example",
        "https://portal.example:https",
        "https://pörtal.example",
        "javascript:alert(1)",
    ],
)
def test_an_origin_is_a_scheme_and_a_host(monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="SITE_URL muss eine Adresse"):
        env.origin("SITE_URL", "")


@pytest.mark.parametrize(
    ("address", "result"),
    [
        ("https://Portal.Example/", "https://portal.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_in_lower_case_without_a_slash(monkeypatch, address, result):
    monkeypatch.setenv("SITE_URL", address)

    assert env.origin("SITE_URL", "").geturl() == result


def test_a_wrong_address_of_a_server_does_not_show_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://user:geheim@host/db")

    with pytest.raises(ImproperlyConfigured, match="postgres://") as caught:
        env.server("DATABASE_URL", "", ["postgres"], dict)

    assert "geheim" not in str(caught.value)
