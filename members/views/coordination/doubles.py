"""Organisations that are there twice: a list, a look at both, and one of them."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.http import SignedInRequest
from alliance.kept import typed
from alliance.pager import page_list
from members.doubles import pairs, uniting
from members.doubles.originals import load
from members.doubles.uniting import ChangedError
from members.forms.uniting import UniteForm
from members.models import Organisation
from members.paging import page_of
from members.views.sending import once_only
from networks.access import for_coordination


@for_coordination
@require_safe
def likely_doubles(request: SignedInRequest) -> HttpResponse:
    page = page_of(request, pairs.find(request.user))
    context = {
        "page": page,
        "pairs": pairs.shown(page, request.user),
        "pages": page_list(page.number, page.paginator.num_pages, _address),
    }
    return render(request, "members/coordination/doubles.html", context)


def _address(number: int) -> str:
    return urlencode({"seite": number})


@for_coordination
@once_only("members:doubles")
@require_http_methods(["GET", "HEAD", "POST"])
def unite(request: SignedInRequest, slug: str, other: str) -> HttpResponse:
    """Both side by side; whoever may, makes one of two."""
    both = _pair(request, slug, other)
    own = Organisation.objects.removable_by(request.user)
    if own.filter(pk__in=[one.pk for one in both]).count() != len(both):
        if request.method == "POST":
            raise Http404
        return _look(request, both)
    form = UniteForm(typed(request), originals=load(both))
    if request.method != "POST" or not form.is_valid():
        is_sent = request.method == "POST"
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
        return _page(request, both, form, status)
    seen = form.cleaned_data["seen"]
    try:
        united = uniting.unite(both, choices=form.choices(), seen=seen, by=request.user)
    except ChangedError:
        fresh = UniteForm(originals=load(both))
        return _page(request, both, fresh, HTTPStatus.CONFLICT)
    messages.success(request, _("The two are one now. Their editors get a letter."))
    return redirect("members:file", united.slug)


def _page(
    request: SignedInRequest,
    both: list[Organisation],
    form: UniteForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = _context(request, both) | {
        "form": form,
        "originals": form.originals,
        "is_changed": status == HTTPStatus.CONFLICT,
    }
    return render(request, "members/coordination/unite.html", context, status=status)


def _look(request: SignedInRequest, both: list[Organisation]) -> HttpResponse:
    """Of others' members no more than the directory tells."""
    context = _context(request, both)
    return render(request, "members/coordination/unite.html", context)


def _context(request: SignedInRequest, both: list[Organisation]) -> dict[str, object]:
    sides = pairs.sides_of([one.pk for one in both], request.user)
    return {"sides": [sides[one.pk] for one in both], "slugs": [o.slug for o in both]}


@for_coordination
@once_only("members:doubles")
@require_POST
def set_apart(request: SignedInRequest, slug: str, other: str) -> HttpResponse:
    uniting.set_apart(_pair(request, slug, other), by=request.user)
    messages.success(request, _("Noted: these are two organisations."))
    return redirect("members:doubles")


@for_coordination
@once_only("members:doubles")
@require_POST
def report_double(request: SignedInRequest, slug: str, other: str) -> HttpResponse:
    uniting.report(_pair(request, slug, other), by=request.user)
    messages.success(request, _("The alliance office sees it in its list of doubles."))
    return redirect("members:doubles")


def _pair(request: SignedInRequest, slug: str, other: str) -> list[Organisation]:
    """One at least is the person's; the other is that, too, or public."""
    rows = Organisation.objects.present().filter(slug__in=[slug, other])
    own = rows.coordinated_by(request.user)
    if slug == other or not own.exists():
        raise Http404
    public = rows.filter(entry__isnull=False)
    found = list((own | public).distinct().order_by("pk"))
    if len(found) != 2:  # noqa: PLR2004
        raise Http404
    return found
