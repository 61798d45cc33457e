"""Read typed values from the environment; fail loudly when one is wrong."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = object()
_NUMBER = re.compile(r"[0-9]{1,9}")
_CONTACT = re.compile(r"(mailto:|tel:|https://)\S+")
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?/?")


def text(name: str, default: object = _REQUIRED) -> str:
    value = os.environ.get(name) or default
    if value is _REQUIRED:
        raise ImproperlyConfigured(f"Bitte setzen Sie die Umgebungsvariable {name}.")
    return str(value)


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, default).lower()
    if value not in ("true", "false"):
        raise ImproperlyConfigured(f"{name} muss „true“ oder „false“ sein: {value!r}.")
    return value == "true"


def number(name: str, default: int) -> int:
    value = text(name, default)
    if not _NUMBER.fullmatch(value):
        raise ImproperlyConfigured(f"{name} muss eine ganze Zahl sein: {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origin(name: str, default: str) -> SplitResult:
    """The scheme and host of an address, with a port where it has one."""
    value = text(name, default).lower()
    if not _ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} muss eine Adresse ohne Pfad sein, zum Beispiel"
            f" https://portal.example: {value!r}."
        )
    return urlsplit(value.rstrip("/"))


def contact(name: str, default: str) -> str:
    """An address by which people are reached, as RFC 9116 has it."""
    value = text(name, default)
    if not _CONTACT.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} muss mit mailto:, tel: oder https:// beginnen: {value!r}."
        )
    return value


def server(name: str, default: str, schemes: list[str], parse: Callable) -> dict:
    """What ``parse`` reads from an address, which may hold a password."""
    value = text(name, default)
    # Neither the value nor the cause is shown, for both hold the password.
    with suppress(ValueError):
        if value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            return parse(value)
    beginnings = " oder ".join(f"{scheme}://" for scheme in schemes)
    raise ImproperlyConfigured(
        f"{name} muss eine Adresse sein, die mit {beginnings} beginnt."
    )
