"""Of whom a second factor is demanded: of the office at once, of coordinators soon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from alliance.models import User

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
    if user.has_perm("office"):
        return timezone.localdate()
    first = user.roles.current().coordination().order_by("since").first()
    if first is None:
        return None
    known = timezone.localdate(user.date_joined)
    return max(first.since, known) + GRACE


def _has_one(user: User) -> bool:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
