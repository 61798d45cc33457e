"""The office looks through an editor's eyes: for half an hour, and reads only.

While that lasts, a request's user is the editor, so that every page is what the editor
sees; whatever would write is refused before any view, so that nothing is done in the
editor's name. It lives in the session, and ends with it, with the office, or by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance import errors, journal
from alliance.audience import WITHOUT_SESSION
from alliance.errors import ErrorText, WrongStateError
from alliance.journal import Subject
from alliance.models import User
from members.models import Editor
from networks.acting import is_office

if TYPE_CHECKING:
    from collections.abc import Iterable

LASTS = timedelta(minutes=30)
_KEY = "viewing"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_ACCOUNT = "konto/"
# What the office does in its own name all the same.
_END, _SIGN_OUT = "end-view", "account_logout"
READ_ONLY = ErrorText(
    gettext_lazy("You are only looking"),
    gettext_lazy(
        "While you see the portal as someone else, nothing can be changed. End the "
        "view first, then do it in your own name."
    ),
)
OTHERS_ACCOUNT = ErrorText(
    gettext_lazy("An account is its owner's alone"),
    gettext_lazy(
        "Password, devices and own data of another person stay closed, also while you "
        "see the portal as that person does."
    ),
)


class Viewing(NamedTuple):
    """Who sees what ``person`` sees, of which organisations (ids), and until when."""

    person: User
    by: User
    organisations: list[int]
    until: datetime


@transaction.atomic
def begin(person: User, session: SessionBase, *, by: User) -> None:
    """Look as an editor without any office; the organisations' history says so."""
    editorships = Editor.objects.viewable().filter(person=person)
    organisations = list(editorships.values_list("organisation", flat=True))
    if not organisations or person == by:
        raise WrongStateError(f"{by.pk} cannot see what {person.pk} sees.")
    _note("view.begun", person.pk, organisations, by=by)
    session[_KEY] = {
        "person": person.pk,
        "by": by.pk,
        "organisations": organisations,
        "until": (timezone.now() + LASTS).timestamp(),
    }


def end(session: SessionBase, *, by: User) -> None:
    """Whether it goes on or is over already; without one nothing happens.

    The person may be gone by then, with the list of members that brought them.
    """
    held = session.pop(_KEY, None)
    if held is None or held["by"] != by.pk:
        return
    with transaction.atomic():
        _note("view.ended", held["person"], held["organisations"], by=by)


def current(session: SessionBase, *, by: User) -> Viewing | None:
    """The view that lasts, asked anew with each request: rights may have ended."""
    held = session.get(_KEY)
    if held is None or held["by"] != by.pk or not is_office(by):
        return None
    until = datetime.fromtimestamp(held["until"], tz=timezone.get_current_timezone())
    if timezone.now() >= until:
        return None
    editor = Editor.objects.viewable().filter(person=held["person"])
    found = editor.select_related("person").first()
    if found is None:
        return None
    return Viewing(found.person, by, held["organisations"], until)


class ViewAs:
    """Stands behind the wall of the sign-in; public pages know no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, *_arguments: object
    ) -> HttpResponseBase | None:
        if getattr(view, "audience", None) in WITHOUT_SESSION:
            return None
        if _KEY not in request.session or not isinstance(request.user, User):
            return None
        viewing = current(request.session, by=request.user)
        if viewing is None or _name(request) == _SIGN_OUT:
            return _ended(request)
        request.viewing = viewing  # type: ignore[attr-defined]
        if _name(request) == _END:
            return None
        return _through_their_eyes(request, viewing)


def _through_their_eyes(
    request: HttpRequest, viewing: Viewing
) -> HttpResponseBase | None:
    request.user = viewing.person
    if request.method not in _SAFE:
        return errors.page(request, 403, error=READ_ONLY)
    match = request.resolver_match
    if match and match.route.startswith(_ACCOUNT):
        return errors.page(request, 403, error=OTHERS_ACCOUNT)
    return None


def _ended(request: HttpRequest) -> HttpResponseBase | None:
    """What was meant to be done as somebody else is not done as oneself."""
    end(request.session, by=_real(request))
    if _name(request) in (_END, _SIGN_OUT):
        return None
    messages.info(request, _("The view is over. You see the portal as yourself again."))
    return redirect("admin:index")


def _real(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise TypeError("Nobody is signed in.")
    return user


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _note(verb: str, person: int, organisations: Iterable[int], *, by: User) -> None:
    for organisation in organisations:
        journal.record(
            verb,
            by=by,
            capacity=journal.OFFICE,
            subject=Subject(organisation, person),
            facts=({}, {"person": person}),
        )
