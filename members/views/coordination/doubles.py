"""Organisations that are there twice: a list, a look at both, and one of them."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.http import SignedInRequest
from alliance.kept import typed
from alliance.pager import page_list
from alliance.version import public_version
from members.directory.vocabulary import vocabulary
from members.doubles import pairs, uniting
from members.doubles.originals import load, sight
from members.doubles.uniting import ChangedError
from members.forms.uniting import UniteForm
from members.logos import digest, plate
from members.models import DirectoryEntry, Facet, Organisation, Pair
from members.paging import page_of
from members.preview import preview
from members.views.sending import once_only
from networks.access import for_coordination

# Of those that were set apart, the latest can be taken up again.
LATEST = 50


@for_coordination
@require_safe
def likely_doubles(request: SignedInRequest) -> HttpResponse:
    page = page_of(request, pairs.find(request.user))
    apart = Pair.objects.apart().seen_by(request.user).select_related("said_by")
    context = {
        "apart": pairs.settled(apart[:LATEST], request.user),
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
    if request.method != "POST" and not _may_unite(request, both):
        return _look(request, both)
    both = _own_pair(request, slug, other)
    form = UniteForm(typed(request), originals=load(both))
    if request.method != "POST" or "zurueck" in request.POST:
        return _page(request, both, form)
    if not form.is_valid():
        return _page(request, both, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = form.cleaned_data["seen"]
    try:
        united = uniting.unite(both, choices=form.choices(), seen=seen, by=request.user)
    except ChangedError:
        return _page(request, both, form, HTTPStatus.CONFLICT)
    if "vorschau" in request.POST:
        return _preview(request, both, united)
    messages.success(request, _("The two are one now. Their editors get a letter."))
    return redirect("members:file", united.slug)


def _preview(
    request: SignedInRequest, both: list[Organisation], united: Organisation
) -> HttpResponse:
    """The result, which is real while this is drawn; then all of it is undone."""
    (result,) = load([united])
    portrait = preview(result.source) if result.source.pk else None
    ids = portrait.city_ids if portrait else []
    typed_before = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "vorschau")
    ]
    names = [*(one.slug for one in both), digest(portrait.logo) if portrait else ""]
    context = {
        "result": result,
        "portrait": portrait,
        "cities": vocabulary(public_version()).named(Facet.CITY, ids),
        "logo_address": portrait
        and portrait.logo
        and reverse("members:double-logo", args=names),
        "is_preview": True,
        "slugs": [one.slug for one in both],
        "typed": typed_before,
    }
    return render(request, "members/coordination/united.html", context)


@for_coordination
@require_safe
def double_logo(
    request: SignedInRequest, slug: str, other: str, wanted: str
) -> HttpResponse:
    """A logo of one of the two, be it online or not, for whoever chooses."""
    for original in load(_own_pair(request, slug, other)):
        name = original.source.logo.name or ""
        if name and digest(name) == wanted and (content := plate(name)):
            return HttpResponse(content, content_type="image/webp")
    raise Http404


def _page(
    request: SignedInRequest,
    both: list[Organisation],
    form: UniteForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    is_changed, now = status == HTTPStatus.CONFLICT, sight(form.originals)
    context = _context(request, both) | {
        "form": form,
        "originals": form.originals,
        "is_changed": is_changed,
        # What was chosen stays chosen; after a change it is about what is there now.
        "seen": now if is_changed else form.data.get("seen", now),
        "fields": [(field, field.errors) for field in form],
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


@for_coordination
@once_only("members:doubles")
@require_POST
def take_up(request: SignedInRequest, slug: str, other: str) -> HttpResponse:
    uniting.take_up(_pair(request, slug, other), by=request.user)
    messages.success(request, _("The two stand in the list again."))
    return redirect("members:doubles")


def _may_unite(request: SignedInRequest, both: list[Organisation]) -> bool:
    own = Organisation.objects.removable_by(request.user)
    return own.filter(pk__in=[one.pk for one in both]).count() == len(both)


def _own_pair(request: SignedInRequest, slug: str, other: str) -> list[Organisation]:
    """Both are the person's to decide about."""
    both = _pair(request, slug, other)
    if not _may_unite(request, both):
        raise Http404
    return both


def _pair(request: SignedInRequest, slug: str, other: str) -> list[Organisation]:
    """One at least is the person's; the other is that, too, or public."""
    rows = Organisation.objects.present().filter(slug__in=[slug, other])
    own = rows.coordinated_by(request.user)
    if slug == other or not own.exists():
        raise Http404
    public = rows.filter(entry__in=DirectoryEntry.objects.listed())
    found = list((own | public).distinct().order_by("pk"))
    if len(found) != 2:  # noqa: PLR2004
        raise Http404
    return found
