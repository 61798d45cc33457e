"""Pages of no app in particular: the office's texts, the account, the monitors."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alliance import figures, pages
from alliance.audience import Audience, for_audience
from alliance.http import AnyRequest, SignedInRequest, machine_page, public_page


@public_page
def page(request: AnyRequest, slug: str) -> HttpResponse:
    version = pages.current(slug)
    text = figures.rendered(version.body)
    context = {"version": version, "text": text, "canonical": request.path}
    return render(request, "alliance/page.html", context)


@for_audience(Audience.SIGNED_IN)
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    roles = request.user.roles.current().select_related("network")
    editorships = request.user.editorships.select_related("organisation__entry")
    context = {
        "roles": roles,
        "editorships": editorships,
        "is_office": request.user.has_perm("office"),
    }
    return render(request, "alliance/account.html", context)


@machine_page
def alive(_request: AnyRequest) -> HttpResponse:
    return HttpResponse("lebt\n", content_type="text/plain")


@machine_page
def ready(_request: AnyRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("bereit\n", content_type="text/plain")
