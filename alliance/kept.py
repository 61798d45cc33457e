"""What was typed when the session had ended is given back after signing in.

The middleware keeps a form that someone sends who is no longer signed in, and leads to
the sign-in; from there to the page with ``?eingaben=``. A view binds its form with
``typed(request)``. What no view takes is shown to be copied.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from alliance import attempts, errors, limits
from alliance.errors import TooManyAttemptsError
from alliance.models import KeptForm, User
from alliance.querysets import KeptFormQuerySet

PARAMETER = "eingaben"
LARGEST = 200_000
_GOES_ON_AS = {200, 405}
_SENT = "sent_forms"


def typed(request: HttpRequest) -> QueryDict | None:
    """What to bind a form with: what is sent now, or what was typed before.

    The latter is shown, never carried out: the request is no POST.
    """
    if request.method == "POST":
        return request.POST
    kept: QueryDict | None = getattr(request, "kept", None)
    # The layout tells the reader where the text comes from.
    request.gives_back = kept is not None  # type: ignore[attr-defined]
    return kept


def fields(form: KeptForm) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in form.fields.items():
        found.setlist(name, values)
    found._mutable = False  # noqa: SLF001 (as QueryDict itself does it)
    return found


class KeepForms:
    """Stands behind the sessions and before the wall of the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        form: KeptForm | None = getattr(request, "kept_form", None)
        gives_back = getattr(request, "gives_back", False)
        if form and not gives_back and response.status_code in _GOES_ON_AS:
            return redirect("kept", form.pk)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, *_arguments: object
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _lead_to_sign_in(request)
        if request.method == "GET" and PARAMETER in request.GET:
            _give_back(request)
        return None


def _lead_to_sign_in(request: HttpRequest) -> HttpResponseBase | None:
    """For a form and for a part of a page; all else Django does."""
    form = _keep(request) if request.method == "POST" else None
    goal = request.get_full_path() if request.method == "GET" else request.path
    if form:
        goal = f"{request.path}?{urlencode({PARAMETER: str(form.pk)})}"
    if request.headers.get("HX-Request") == "true":
        # Else the sign-in would stand in the middle of a page.
        response = HttpResponse(status=401)
        query = urlencode({"next": goal})
        response["HX-Redirect"] = f"{resolve_url(settings.LOGIN_URL)}?{query}"
        return response
    return redirect_to_login(goal) if form else None


def _keep(request: HttpRequest) -> KeptForm | None:
    """Nothing of the account's own pages, no secret, no file, and not without end."""
    typed = {
        name: values
        for name, values in request.POST.lists()
        if any(values) and not errors.is_secret(name)
    }
    is_too_large = len(json.dumps(typed)) > LARGEST
    if not typed or is_too_large or request.path.startswith(reverse("account")):
        return None
    try:
        attempts.take(
            attempts.Counted(attempts.KEPT_FORM, limits.client(request)),
            attempts.Counted(attempts.KEPT_FORM_AT_ALL),
        )
    except TooManyAttemptsError:
        return None
    person: User | None = getattr(request, "signed_out", None)
    form = KeptForm.objects.create(person=person, path=request.path, fields=typed)
    request.session[_SENT] = [*_sent_from_here(request)[-9:], str(form.pk)]
    return form


def _sent_from_here(request: HttpRequest) -> list[str]:
    return request.session.get(_SENT, [])


def returned(request: HttpRequest) -> KeptFormQuerySet:
    """What the person may have back; what nobody's session sent, in this browser alone.

    Else a stranger could put words into a form that comes with a link.
    """
    person = cast("User", request.user)
    return KeptForm.objects.returned_to(person, sent=_sent_from_here(request))


def _give_back(request: HttpRequest) -> None:
    try:
        key = uuid.UUID(request.GET[PARAMETER])
    except ValueError:
        return
    form = returned(request).filter(pk=key, path=request.path).first()
    if form:
        request.kept_form = form  # type: ignore[attr-defined]
        request.kept = fields(form)  # type: ignore[attr-defined]
