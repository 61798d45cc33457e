"""Who an address is for; every address says so, or the suite fails."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.auth.decorators import login_not_required


class Audience(StrEnum):
    PUBLIC = "public"  # anyone; cacheable, no cookie
    PUBLIC_FORM = "public form"  # anyone; neither cached nor any cookie
    MACHINE = "machine"  # monitors and crawlers; no cookie
    OWN_MACHINE = "own machine"  # anyone, where a page of real data never is
    ACCOUNT = "account"  # signing in and out; may set cookies
    SIGNED_IN = "signed in"
    EDITORS = "editors"
    COORDINATION = "coordination"
    OFFICE = "office"


OPEN = {
    Audience.PUBLIC,
    Audience.PUBLIC_FORM,
    Audience.MACHINE,
    Audience.OWN_MACHINE,
}
# They know no session, and nothing on them depends on who looks.
WITHOUT_SESSION = OPEN - {Audience.OWN_MACHINE}
BEHIND_SIGN_IN = {
    Audience.SIGNED_IN,
    Audience.EDITORS,
    Audience.COORDINATION,
    Audience.OFFICE,
}
# Addresses of libraries, by the first segment under which alliance.urls has them.
LIBRARIES = {"konto": Audience.ACCOUNT, "verwaltung": Audience.OFFICE}


def for_audience[View: Callable](audience: Audience) -> Callable[[View], View]:
    """Declare whom a view of ours is for."""

    def declare(view: View) -> View:
        declared: Any = view
        declared.audience = audience
        if audience in OPEN:
            return login_not_required(view)
        return view

    return declare
