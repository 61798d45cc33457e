"""The error pages. 500 and 503 depend on nothing, not even on templates."""

from __future__ import annotations

import logging
import secrets
import sys
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import RequestDataTooBig
from django.db import Error, InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    QueryDict,
    UnreadablePostError,
)
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alliance import open_data
from alliance.audience import BEHIND_SIGN_IN

logger = logging.getLogger("alliance.security")

_STANDALONE = Path(__file__).with_name("standalone")
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SECRET = ("csrf", "password", "passwort", "credential", "token")
_READ_ONLY = "25006"
# What a form carries along for itself; nobody has typed it.
_MACHINERY = ("begun", "began", "once", "seen", "homepage")


class ErrorText(NamedTuple):
    heading: str | Promise
    text: str | Promise


class GoneError(Exception):
    """What was asked for was public once and is no longer; in words, if it is known."""

    def __init__(self, text: str | Promise = "") -> None:
        self.text = text
        super().__init__(text)


class MovedError(Exception):
    """What was asked for is at another address for good; both are paths."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        super().__init__(f"{old} is {new} now.")


class WrongStateError(Exception):
    """The row is not in a state that allows this step."""


class TooManyAttemptsError(Exception):
    """Something was tried too often; in so many seconds it may be tried again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many attempts; {seconds} seconds to wait.")


class BusyError(Exception):
    """The machine has no hand free; in a moment it will have."""


STATUS = {GoneError: 410, WrongStateError: 409}
TEXTS = {
    400: ErrorText(
        _("We cannot process this request"),
        _(
            "The request contains characters that are not allowed, or it is "
            "incomplete. Please go back and try again."
        ),
    ),
    403: ErrorText(
        _("You do not have permission for this"),
        _(
            "Please turn to the coordination of your network; it decides who may "
            "do what."
        ),
    ),
    404: ErrorText(
        _("This page does not exist"),
        _("Perhaps the entry was deleted or renamed. The search will help you on."),
    ),
    405: ErrorText(
        _("This page cannot be opened like that"),
        _("Please use the buttons of the page."),
    ),
    409: ErrorText(
        _("Something has been changed in the meantime"),
        _("Please look at the current state, then decide again. Nothing is lost."),
    ),
    410: ErrorText(
        _("This link is no longer valid"),
        _("This entry is no longer online. The search will help you on."),
    ),
    413: ErrorText(
        _("The file is too large"),
        _("At most 5 MB are allowed. Please choose a smaller file."),
    ),
    429: ErrorText(
        _("That was too fast"),
        _("Please wait a moment and try again."),
    ),
}


TOO_MANY_ATTEMPTS = ErrorText(
    TEXTS[429].heading,
    _(
        "Too many attempts. Please wait five minutes or ask for a new password by "
        "e-mail."
    ),
)


LOST_RIGHT = ErrorText(
    TEXTS[403].heading,
    _(
        "Perhaps what you may do has changed since you opened the page. Nothing was "
        "carried out; what you typed stands here, to be copied."
    ),
)


def page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """Render the error page with the portal's header, the search and what was typed."""
    if open_data.is_asked(request):
        return open_data.error(status)
    context = {"error": TEXTS[status]} | context
    context |= {
        "status": status,
        "is_error": True,
        "layout": _layout(request),
        "typed": {
            name: "\n".join(values)
            for name, values in _typed(request)
            if name not in _MACHINERY
        },
    }
    html = render_to_string("errors/error.html", context, request)
    return HttpResponse(html, status=status)


def _layout(request: HttpRequest) -> str:
    """Who works in a signed-in area stays there; elsewhere nobody asks who it is.

    Not by the session, which public pages never touch, but by what the address is for.
    """
    match = request.resolver_match
    audience = getattr(match and match.func, "audience", None)
    if audience in BEHIND_SIGN_IN and request.user.is_authenticated:
        return "layouts/workspace.html"
    return "layouts/public.html"


def is_bare(response: HttpResponseBase) -> bool:
    """Whether an error comes without a page, as from Django's decorators."""
    if response.status_code not in TEXTS:
        return False
    return not isinstance(response, HttpResponse) or not response.content


def dress(request: HttpRequest, bare: HttpResponseBase) -> HttpResponse:
    """Our page in place of an empty answer; what its headers say stays."""
    response = page(request, bare.status_code)
    for name in ("Allow", "Retry-After"):
        if name in bare.headers:
            response[name] = bare.headers[name]
    response.cookies = bare.cookies
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    logger.warning("Refused a request: %s", type(exception).__name__)
    # What was refused must not be repeated by the page that says so.
    request.POST = QueryDict()
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 (Django passes it)
) -> HttpResponse:
    return page(request, 403, error=LOST_RIGHT if request.POST else TEXTS[403])


def csrf_failure(request: HttpRequest, **_reason: str) -> HttpResponse:
    logger.warning("Refused a form without a valid CSRF token.")
    return page(request, 403, is_session_over=True)


def not_found(
    request: HttpRequest,
    exception: Http404,  # noqa: ARG001 (Django passes it)
) -> HttpResponse:
    return page(request, 404)


def too_many_requests(request: HttpRequest, *, seconds: int = 60) -> HttpResponse:
    response = page(request, 429)
    response["Retry-After"] = str(seconds)
    return response


def answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page for an exception of ours; nothing for one that is a mistake."""
    if isinstance(exception, TooManyAttemptsError):
        logger.warning("Refused one attempt too many at %s.", request.path)
        response = page(request, 429, error=TOO_MANY_ATTEMPTS)
        response["Retry-After"] = str(exception.seconds)
        return response
    if isinstance(exception, BusyError):
        return unavailable(request)
    if isinstance(exception, MovedError):
        path = request.get_full_path().replace(exception.old, exception.new, 1)
        return HttpResponsePermanentRedirect(path)
    for kind, status in STATUS.items():
        if isinstance(exception, kind):
            return page(request, status, error=_text(status, exception))
    return None


def _text(status: int, exception: Exception) -> ErrorText:
    """What is gone may have words of its own, which say more than those for all."""
    text = TEXTS[status]
    if isinstance(exception, GoneError) and exception.text:
        return ErrorText(text.heading, exception.text)
    return text


def server_error(request: HttpRequest) -> HttpResponse:
    """Also where a database that is away ends up, wherever it was missed."""
    error = sys.exception()
    if _is_outage(error):
        return unavailable(request)
    if isinstance(error, UnreadablePostError):
        return bad_request(request, error)
    incident = "".join(secrets.choice(_LETTERS) for _ in range(6))
    incident = f"{incident[:4]}-{incident[4:]}"
    logger.error("Incident %s at %s", incident, request.path)
    if open_data.is_asked(request):
        return open_data.error(500)
    return HttpResponse(_standalone("500").replace("INCIDENT", incident), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    if open_data.is_asked(request):
        response = open_data.error(503)
    else:
        html = _standalone("503").replace("<!-- FORM -->", _form(request))
        response = HttpResponse(html, status=503)
    response["Retry-After"] = "5"
    return response


def _is_outage(error: BaseException | None) -> bool:
    if isinstance(error, OperationalError | InterfaceError):
        return True
    state = getattr(error.__cause__, "sqlstate", None) if error else None
    return isinstance(error, Error) and state == _READ_ONLY


def is_secret(field: str) -> bool:
    """Whether what was typed there must not be shown or kept."""
    return any(word in field.lower() for word in _SECRET)


def _typed(request: HttpRequest) -> list[tuple[str, list[str]]]:
    """The fields of a form that was sent in vain, for its sender to keep."""
    # A form that was not read yet may be what is wrong with the request.
    form: QueryDict = getattr(request, "_post", None) or QueryDict()
    return [
        (name, values)
        for name, values in form.lists()
        if any(values) and not is_secret(name)
    ]


def _form(request: HttpRequest) -> SafeString:
    """What was sent, as a form that can be sent once more."""
    fields = [(name, value) for name, values in _typed(request) for value in values]
    if not fields:
        return SafeString()
    areas = format_html_join(
        "\n",
        '<p><label>{0}<br><textarea name="{0}" rows="3" cols="60">\n{1}</textarea>'
        "</label></p>",
        fields,
    )
    return format_html(
        '<form method="post" action="{}">\n'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">\n{}\n'
        "<p><button>Noch einmal absenden</button></p>\n</form>",
        request.path,
        request.POST.get("csrfmiddlewaretoken", ""),
        areas,
    )


def _standalone(name: str) -> str:
    return _STANDALONE.joinpath(f"{name}.html").read_text(encoding="utf-8")
