"""All addresses of the portal, and some that only tests can have."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from alliance.attempts import Rule
from alliance.audience import Audience, for_audience
from alliance.errors import GoneError, WrongStateError, too_many_requests
from alliance.http import machine_page, public_page
from alliance.public_forms import PublicForm, carry_out, count, public_form
from alliance.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
    urlpatterns,
)
from networks.models import City

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


@public_page
def cities(request):
    names = "".join(f"<li>{city.name}</li>" for city in City.objects.all())
    return HttpResponse(f"<ul>{names}</ul>" * 50)


@public_page
def echo(request):
    return HttpResponse(request.GET.get("q", ""))


def raising(error):
    @for_audience(Audience.MACHINE)
    def view(request):
        raise error

    return view


@machine_page
def slow(request):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 50")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


@machine_page
def read_only(request):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        cursor.execute("DELETE FROM networks_city")
    return HttpResponse()


@machine_page
def bare(request):
    return HttpResponseBadRequest()


@machine_page
def too_fast(request):
    return too_many_requests(request)


@for_audience(Audience.MACHINE)
@require_POST
def form(request):
    return HttpResponse(request.POST.get("text", ""))


@public_form
def letter(request):
    sent = LetterForm(request.POST or None)
    if request.method == "POST":
        count(request, LETTERS, LETTERS_AT_ALL)
        if sent.is_valid():
            text = sent.cleaned_data["text"]
            carry_out(sent, City.objects.create, slug=text, name=text, **NOWHERE)
            return HttpResponse("danke")
    return render(request, "components/public_form.html", {"form": sent}, status=200)


class LetterForm(PublicForm):
    text = forms.CharField()


LETTERS, LETTERS_AT_ALL = Rule("probe", 3, 60), Rule("probe at all", 4, 60)
NOWHERE = {"latitude": 51, "longitude": 7}


urlpatterns = [
    *urlpatterns,
    path("probe/brief/", letter),
    path("probe/staedte/", cities),
    path("probe/echo/", echo),
    path("probe/400/", bare),
    path("probe/403/", raising(PermissionDenied())),
    path("probe/409/", raising(WrongStateError())),
    path("probe/410/", raising(GoneError())),
    path("probe/429/", too_fast),
    path("probe/500/", raising(RuntimeError("secret detail"))),
    path("probe/503/", raising(OperationalError("secret detail"))),
    path("probe/langsam/", slow),
    path("probe/nur-lesen/", read_only),
    path("probe/formular/", form),
]
