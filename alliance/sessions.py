"""How long someone stays signed in, and where: each session has an end of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from allauth.core.internal.sessionkit import get_session_user
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from alliance.audience import WITHOUT_SESSION
from alliance.models import User

IDLE = 3 * 60 * 60
LONGEST = 12 * 60 * 60
# A note in the session each minute is enough; it costs a statement.
NOTED_EVERY = 60
LONGEST_AGENT = 200
_BEGUN, _SEEN = "begun", "seen"


class Place(NamedTuple):
    """A device on which someone is signed in."""

    session: UserSession
    is_here: bool
    device: str


class EndSessions:
    """Sign out who was away for three hours, and everyone after twelve.

    Public pages do not look: they know no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, *_arguments: object
    ) -> HttpResponseBase | None:
        if getattr(view, "audience", None) in WITHOUT_SESSION:
            return None
        if request.user.is_authenticated and not _goes_on(request):
            # Whose form it is that now meets an ended session: alliance.kept asks.
            request.signed_out = request.user  # type: ignore[attr-defined]
            logout(request)
        return None


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, user: User, **_signal: object) -> None:
    """However someone signs in: what is not in the list cannot be ended from it."""
    session = request.session
    session[_BEGUN] = session[_SEEN] = time.time()
    session.save()
    agent = request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT]
    address = get_adapter().get_client_ip(request)
    UserSession.objects.update_or_create(
        session_key=session.session_key,
        defaults={"user": user, "ip": address, "user_agent": agent},
    )


def _goes_on(request: HttpRequest) -> bool:
    now, session = time.time(), request.session
    # Whoever signed in before there were these notes signs in once more.
    begun, seen = session.get(_BEGUN, 0), session.get(_SEEN, 0)
    if now - begun > LONGEST or now - seen > IDLE:
        return False
    if now - seen > NOTED_EVERY:
        session[_SEEN] = now
    return True


def places(user: User, *, here: str | None) -> list[Place]:
    """The devices, this one first."""
    found = [
        Place(one, one.session_key == here, device(one.user_agent))
        for one in UserSession.objects.filter(user=user)
        if _is_open(one)
    ]
    return sorted(found, key=lambda place: (not place.is_here, -place.session.pk))


def _is_open(session: UserSession) -> bool:
    """Neither over nor ended by a change of the password."""
    store = SessionStore(session.session_key)
    return store.exists(session.session_key) and get_session_user(store) is not None


def end(user: User, *, but: str | None = None) -> None:
    """Sign the person out everywhere, or everywhere but in one session."""
    for one in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        one.end()


def prune(now: datetime) -> None:
    """Forget sessions that are over, and where they were."""
    Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()


_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """What a browser says of itself, in the words of its owner; may be nothing."""
    parts = [
        next((name for mark, name in names.items() if mark in user_agent), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(part for part in parts if part)
