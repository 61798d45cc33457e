"""Types of requests, and the two kinds of answers that need no session."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from alliance import compression, version
from alliance.audience import Audience, for_audience
from alliance.models import User
from alliance.version import Words


class AnyRequest(HttpRequest):
    user: User | AnonymousUser
    htmx: HtmxDetails
    public_version: str  # on public pages
    portal: Words  # likewise: what the office says on each of them


class SignedInRequest(HttpRequest):
    """What a view gets unless it is open to all."""

    user: User
    htmx: HtmxDetails


type View = Callable[..., HttpResponse]

# What others append to our addresses; it changes nothing.
_TRACKER = re.compile(r"utm_|fbclid|gclid|msclkid|mtm_|pk_")
PUBLIC_CACHE = (
    "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400"
)

IMMUTABLE = "public, max-age=31536000, immutable"


def public_page(view: View) -> View:
    """Open to all, safe methods only, cacheable, without session and cookie.

    The strong ETag comes from the version of the public data, so that a repeated
    request costs no rendering, and no query while nothing changes.
    """

    @wraps(view)
    def answer(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponse:
        encoding = compression.chosen(request)
        request.public_version, request.portal = version.public()
        etag = _etag(request, encoding)
        if _is_known(request, etag):
            return _cacheable(HttpResponseNotModified(), etag)
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.OK:
            return response
        compression.compress(response, encoding)
        return _cacheable(response, etag)

    return _safe(Audience.PUBLIC, answer)


def public_file(view: View) -> View:
    """Open to all like a page, at an address that changes with its content."""

    @wraps(view)
    def answer(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            response["Cache-Control"] = IMMUTABLE
        return response

    return _safe(Audience.PUBLIC, answer)


def machine_page(view: View) -> View:
    """For monitors: never cached, no cookie, no login."""
    return _safe(Audience.MACHINE, view)


def _safe(audience: Audience, view: View) -> View:
    # Exempt, or CSRF would answer a PUT before the view can say which methods go.
    return csrf_exempt(for_audience(audience)(require_safe(view)))


def asked(request: HttpRequest) -> list[tuple[str, list[str]]]:
    """The parameters by name, without what others append; values in their order."""
    return sorted(
        (name, values) for name, values in request.GET.lists() if not is_tracker(name)
    )


def is_tracker(parameter: str) -> bool:
    """Whether others append it, by its name or the beginning of it."""
    return _TRACKER.match(parameter) is not None


def _etag(request: AnyRequest, encoding: str) -> str:
    """With the address, or the tag of one page would vouch for another."""
    path = zlib.crc32(f"{request.path}?{asked(request)}".encode(errors="replace"))
    part = "h" if request.htmx else "p"
    return f'"{request.public_version}-{path:x}-{part}{encoding}"'


def _is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the visitor has this very page; `*` says nothing about that.

    Proxies that compress make a strong tag weak; for a safe method both are the same.
    """
    known = request.headers.get("If-None-Match", "")
    return etag in (known, known.removeprefix("W/")) or etag in {
        tag.removeprefix("W/") for tag in parse_etags(known)
    }


def _cacheable(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC_CACHE
    patch_vary_headers(response, ["Accept-Encoding", "HX-Request"])
    return response
