"""Who is silent, and what the coordination does about one member."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.http import SignedInRequest
from alliance.pager import page_list
from members.filters import filters, narrowed, offered, question
from members.forms.freshness import NoteForm, TelephoneForm
from members.freshness import confirming, file, glance, overview
from members.models import Credential, Inventory, Organisation
from members.paging import page_of
from members.views.sending import once_only
from networks.access import for_coordination
from networks.models import Network


@for_coordination
@require_safe
def freshness(request: SignedInRequest) -> HttpResponse:
    networks = list(Network.objects.coordinated_by(request.user))
    sieves = overview.sieves(networks)
    asked = question(request.GET.dict(), sieves)
    everyone = overview.lines(request.user, networks)
    page = page_of(request, narrowed(everyone, asked, sieves))
    open_ones = Inventory.objects.coordinated_by(request.user).open()
    context = {
        "total": len(everyone),
        "waiting": sum(line.is_waiting for line in everyone),
        "filters": list(offered(filters(everyone, asked, sieves))),
        "page": page,
        "pages": page_list(page.number, page.paginator.num_pages, asked.page),
        "inventories": open_ones.counted().select_related("network"),
    }
    return render(request, "members/coordination/freshness.html", context)


@for_coordination
@require_safe
def file_freshness(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.coordinated_by(request.user)
    return _page(request, get_object_or_404(own.named(), slug=slug))


@for_coordination
@once_only("members:file-freshness", "slug")
@require_POST
def confirm_by_telephone(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = _answered_for(request, slug)
    earliest = confirming.earliest(organisation)
    form = TelephoneForm(request.POST, earliest=earliest)
    if not form.is_valid():
        return _page(request, organisation, telephone=form)
    try:
        confirming.confirm_by_telephone(
            organisation, **form.cleaned_data, by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, organisation, telephone=form)
    messages.success(request, _("It is noted: confirmed by telephone."))
    return redirect("members:file-freshness", slug)


@for_coordination
@once_only("members:file-freshness", "slug")
@require_POST
def set_aside(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = _answered_for(request, slug)
    form = NoteForm(request.POST, prefix="aside")
    if not form.is_valid():
        return _page(request, organisation, aside=form)
    confirming.set_aside(organisation, **form.cleaned_data, by=request.user)
    messages.success(request, _("Set aside. In 180 days the portal asks again."))
    return redirect("members:file-freshness", slug)


@for_coordination
@once_only("members:file-freshness", "slug")
@require_POST
def see_to_end(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
    organisation = _answered_for(request, slug)
    own = Credential.objects.confirmed().filter(organisation=organisation)
    over = own.filter(valid_until__lt=timezone.localdate())
    found = get_object_or_404(over.select_related("organisation"), pk=proof)
    confirming.see_to_end(found, by=request.user)
    messages.success(request, _("It is off your list."))
    return redirect("members:file-freshness", slug)


def _answered_for(request: SignedInRequest, slug: str) -> Organisation:
    """One for which the person may speak; never one's own."""
    own = Organisation.objects.vouched_for_by(request.user)
    return get_object_or_404(own.named(), slug=slug)


def _page(
    request: SignedInRequest,
    organisation: Organisation,
    *,
    telephone: TelephoneForm | None = None,
    aside: NoteForm | None = None,
) -> HttpResponse:
    theirs = Organisation.objects.vouched_for_by(request.user)
    earliest = confirming.earliest(organisation)
    context = {
        "organisation": organisation,
        "file": file.read(organisation),
        "glance": glance.at(organisation),
        "may_answer": theirs.filter(pk=organisation.pk).exists(),
        "telephone": telephone or TelephoneForm(earliest=earliest),
        "aside": aside or NoteForm(prefix="aside"),
    }
    is_refused = telephone or aside
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(
        request, "members/coordination/file_freshness.html", context, status=status
    )
