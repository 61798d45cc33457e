"""What happens to every request and every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from alliance import errors, open_data

type Next = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)


class NulError(SuspiciousOperation):
    """PostgreSQL stores no NUL, and no form of ours sends one."""


def headers(get_response: Next) -> Next:
    """Private unless said otherwise, and for this site alone but for open data."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if open_data.is_asked(request):
            for name, value in open_data.HEADERS.items():
                response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # Zero, as Django has it, would be the length of the page (RFC 9110).
            del response.headers["Content-Length"]
        if request.method == "HEAD" and not response.streaming:
            # The server would send it, and the next answer would begin inside it.
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


class AnswerErrors:
    """Give every error our page, also those that come without a word."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return errors.dress(request, response) if errors.is_bare(response) else response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        return errors.answer(request, exception)


class TellStatus:
    """The right status for pages of allauth, which answers everything with 200."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        context = response.context_data or {}
        forms = [context.get(name) for name in ("form", "webauthn_form")]
        if context.get("token_fail"):
            response.status_code = HTTPStatus.GONE
        elif request.method == "POST" and any(map(_is_refused, forms)):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


def _is_refused(form: object) -> bool:
    return isinstance(form, BaseForm) and form.is_bound and not form.is_valid()


class RefuseNul:
    """Answer 400 to a NUL, even one escaped twice, before anything is read with it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _refuse([request.path])
        for name, values in request.GET.lists():
            _refuse([name, *values])
        if any("\0" in value for value in request.COOKIES.values()):
            raise NulError
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        for name, values in request.POST.lists():
            _refuse([name, *values])
        _refuse(request.FILES)


def _refuse(texts: Iterable[str]) -> None:
    if any("\0" in text or "%00" in text for text in texts):
        raise NulError
