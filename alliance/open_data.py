"""What all answers under /api/ have in common: for everyone, and JSON, errors too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

ROOT = "/api/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

# Pages of others may read all of it, with what its headers say.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-Total-Count",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

_SENTENCES = {
    400: gettext_noop("The request contains characters that are not allowed."),
    404: gettext_noop("There is nothing at this address."),
    405: gettext_noop("The interface is for reading: only GET and HEAD work here."),
    410: gettext_noop("This entry is no longer online."),
    413: gettext_noop("The request is too large."),
    429: gettext_noop(
        "Too many requests: please wait as many seconds as Retry-After says."
    ),
    503: gettext_noop(
        "The portal cannot be reached right now. Please try again in some seconds."
    ),
}
_OTHER = gettext_noop("That did not work.")


def is_asked(request: HttpRequest) -> bool:
    return request.path.startswith(ROOT)


def error(status: int) -> HttpResponse:
    sentence = _(_SENTENCES.get(status, _OTHER))
    return JsonResponse(
        {"fehler": sentence},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
