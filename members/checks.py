"""What makes a start unsafe: accounts whose password everybody knows."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core import checks

from alliance.checks import START
from members.demo import is_demo


@checks.register(START, checks.Tags.database, deploy=True)
def check_demo(
    databases: Sequence[str] | None = None, **_options: object
) -> list[checks.Error]:
    if settings.IS_LOOPBACK or not databases or not is_demo():
        return []
    reason = (
        "Diese Datenbank enthält das Demo-Bündnis, dessen Passwort alle kennen; es"
        f" darf nicht unter {settings.SITE_URL} stehen. Nennen Sie eine andere"
        " DATABASE_URL."
    )
    return [checks.Error(reason, id="members.E001")]
