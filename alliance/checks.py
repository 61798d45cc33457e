"""What makes a start unsafe: checks that a server must pass before it answers.

They are Django's deployment checks, so ``check --deploy`` names them as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core import checks
from django.core.checks.security.base import check_secret_key
from django.core.exceptions import ImproperlyConfigured

START = "start"


def refuse_unsafe_start(*, databases: Sequence[str] = ()) -> None:
    """Raise an error with one German sentence for each thing that is unsafe.

    Without ``databases`` it looks at the settings alone, which come first anyway.
    """
    for within_reach in ((), databases):
        found = checks.run_checks(
            tags=[START], include_deployment_checks=True, databases=within_reach
        )
        if found:
            raise ImproperlyConfigured("\n".join(str(error.msg) for error in found))


@checks.register(START, deploy=True)
def check_settings(**_options: object) -> list[checks.Error]:
    return [checks.Error(reason, id="alliance.E001") for reason in _reasons()]


def _reasons() -> Iterator[str]:
    if "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS darf nicht „*“ enthalten: Nennen Sie jeden Namen."
    if not (settings.IS_EMBEDDED and settings.IS_LOOPBACK) and check_secret_key(None):
        yield (
            "SECRET_KEY fehlt oder ist zu kurz: Setzen Sie mindestens 50 zufällige"
            " Zeichen."
        )
    if not settings.IS_LOOPBACK:
        yield from _reasons_on_a_server()


def _reasons_on_a_server() -> Iterator[str]:
    if settings.DEBUG:
        yield (
            "DEBUG=true zeigt Besuchern das Innere des Portals und geht nur auf dem"
            f" eigenen Rechner, nicht unter {settings.SITE_URL}."
        )
    if not settings.IS_SECURE:
        yield (
            f"SITE_URL ({settings.SITE_URL}) muss mit https:// beginnen: Ohne"
            " Verschlüsselung sind Passwörter unterwegs lesbar."
        )
    if not settings.MAILERS["default"].get("OPTIONS", {}).get("host"):
        yield (
            "EMAIL_URL fehlt: Mails kämen nirgends an. Nennen Sie einen"
            " Mailserver, zum Beispiel smtp+ssl://benutzer:passwort@mail.example:465."
        )
