"""Pages of no app in particular: the office's texts, machines."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance import figures, pages, pictures
from alliance.brand import NAME
from alliance.http import AnyRequest, machine_page, public_page

SECURITY = """\
Contact: {contact}
Expires: {expires:%Y-%m-%dT%H:%M:%SZ}
Preferred-Languages: de, en
Canonical: {address}
"""
# Whoever reads it knows for so long whom to tell; the standard says less than a year.
SECURITY_DAYS = 180


@public_page
def page(request: AnyRequest, slug: str) -> HttpResponse:
    version = pages.current(slug)
    text = figures.rendered(version.body)
    context = {"version": version, "text": text, "canonical": request.path}
    return render(request, "alliance/page.html", context)


@public_page
def picture(_request: AnyRequest) -> HttpResponse:
    """What a shared link shows of a page that has no picture of its own."""
    image = pictures.draw(
        _("Find continuing education in the Ruhr area"), _("Eight cities, one line.")
    )
    return HttpResponse(image, content_type="image/png")


@public_page
def favicon(_request: AnyRequest) -> HttpResponse:
    """Where browsers and crawlers look that read no page."""
    path = Path(settings.BASE_DIR, "alliance/static/alliance/img/favicon.ico")
    return HttpResponse(path.read_bytes(), content_type="image/x-icon")


@public_page
def manifest(_request: AnyRequest) -> HttpResponse:
    """How the portal looks on a telephone's home screen."""
    icons = [
        {
            "src": static(f"alliance/img/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    facts = {
        "id": "/",
        "name": NAME,
        "short_name": "Weiterbildung",
        "lang": "de",
        "start_url": reverse("members:home"),
        "scope": "/",
        "display": "browser",
        "theme_color": pictures.PAPER,
        "background_color": pictures.PAPER,
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@public_page
def security(request: AnyRequest) -> HttpResponse:
    """RFC 9116; its end moves on every day, so that it never lapses."""
    end = timezone.localdate() + timedelta(days=SECURITY_DAYS)
    text = SECURITY.format(
        contact=settings.SECURITY_CONTACT,
        expires=datetime.combine(end, time(), UTC),
        address=f"{settings.SITE_URL}{request.path}",
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@machine_page
def alive(_request: AnyRequest) -> HttpResponse:
    return HttpResponse("lebt\n", content_type="text/plain")


@machine_page
def ready(_request: AnyRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("bereit\n", content_type="text/plain")
