"""An organisation comes into a network: added, or a member of another already."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from alliance.http import SignedInRequest
from alliance.kept import typed
from alliance.once import SentTwiceError
from members import adding, doubles, moving
from members.adding import NewMember
from members.doubles import Alike, Claims
from members.forms.belonging import AdmitForm
from members.forms.newcomer import NewMemberForm
from members.models import Organisation
from members.views.sending import once_only, sending
from members.views.workspace.finding import is_accepted
from networks.access import for_coordination
from networks.models import Network

# The button that adds it all the same; it names those that were seen.
ANYWAY = "trotzdem"


@for_coordination
@sending
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: SignedInRequest) -> HttpResponse:
    networks = Network.objects.coordinated_by(request.user)
    form = NewMemberForm(typed(request), networks=networks)
    if not is_accepted(request, form):
        _check_network(form)
        return _form_page(request, "add_organisation", form)
    if alike := _new_doubles(request, form):
        return _form_page(request, "add_organisation", form, alike=alike)
    said, network = form.said(), form.cleaned_data["network"]
    once = form.cleaned_data["once"]
    try:
        organisation = adding.add(said, network, by=request.user, once=once)
    except SentTwiceError:
        messages.info(request, _("This change is saved already."))
        return redirect("members:members")
    _tell(request, said)
    return redirect("members:file", organisation.slug)


def _new_doubles(request: SignedInRequest, form: NewMemberForm) -> list[Alike]:
    """Whom it resembles, unless all of them were seen and it is to be added anyway."""
    claims = Claims(
        *(form.cleaned_data[name] for name in ("name", "postal_code", "website"))
    )
    found = doubles.alike(claims, seen_by=request.user)
    seen = set(request.POST.get(ANYWAY, "").split())
    return [] if {one.organisation.slug for one in found} <= seen else found


def _tell(request: SignedInRequest, said: NewMember) -> None:
    if said.is_online:
        text = _("“%(name)s” is a member and online.")
    else:
        text = _("“%(name)s” is a member; the profile is a draft.")
    messages.success(request, text % said.words)
    if said.editor:
        text = _("The invitation to %(email)s is on its way.")
        messages.success(request, text % {"email": said.editor})


@for_coordination
@require_safe
def take_over(request: SignedInRequest) -> HttpResponse:
    """Look for a member of another network by its name or address."""
    words = request.GET.get("q", "")[:300].strip()
    own = Organisation.objects.admissible_by(request.user)
    found = moving.look_up(own, words) if words else []
    context = {"words": words, "found": found}
    return render(request, "members/coordination/take_over.html", context)


@for_coordination
@once_only("members:file", "slug")
@require_http_methods(["GET", "HEAD", "POST"])
def admit_organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.admissible_by(request.user).named()
    organisation = get_object_or_404(own, slug=slug)
    networks = moving.networks_for(organisation).coordinated_by(request.user)
    form = AdmitForm(typed(request), networks=networks)
    if not is_accepted(request, form):
        _check_network(form)
        return _form_page(
            request,
            "admit_organisation",
            form,
            organisation=organisation,
            memberships=organisation.memberships.public().select_related("network"),
            may_admit=networks.exists(),
        )
    network, since = form.cleaned_data["network"], form.cleaned_data["since"]
    moving.take_over(organisation, network, since=since, by=request.user)
    text = _("It is a member of %(network)s. Its editors get a letter.")
    messages.success(request, text % {"network": network})
    return redirect("members:file", slug)


def _check_network(form: Form) -> None:
    """A network that is not one of the own is none."""
    if form.is_bound and form.has_error("network", "invalid_choice"):
        raise Http404


def _form_page(
    request: SignedInRequest, template: str, form: Form, **context: Any
) -> HttpResponse:
    is_sent = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    page = f"members/coordination/{template}.html"
    return render(request, page, context | {"form": form}, status=status)
