"""Of whom a second factor is demanded: of the office at once, of coordinators soon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from alliance.models import User
from networks.acting import offices
from networks.models import Role

GRACE = timedelta(days=30)


class Demand(NamedTuple):
    """From this day on nothing opens without it."""

    since: date
    is_due: bool


def demand(user: User) -> Demand | None:
    """Nothing of who holds no office, has a second factor, or looks at a demo."""
    since = _since(user)
    if since is None or _has_one(user) or import_string(settings.IS_DEMO)():
        return None
    return Demand(since, timezone.localdate() >= since)


def _since(user: User) -> date | None:
    held = offices(user)
    if any(role.kind == Role.Kind.OFFICE for role in held):
        return timezone.localdate()
    if not held:
        return None
    known = timezone.localdate(user.date_joined)
    return max(min(role.since for role in held), known) + GRACE


def _has_one(user: User) -> bool:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
