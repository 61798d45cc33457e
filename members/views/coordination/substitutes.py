"""Who stands in for a coordination, from when until when."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.http import SignedInRequest
from members import invitations
from members.forms.team import SubstituteForm
from members.models import Invitation
from members.querysets import InvitationQuerySet
from members.views.sending import once_only, sending
from networks import offices
from networks.access import for_coordination
from networks.models import Network, Role
from networks.offices import Office
from networks.querysets import RoleQuerySet


@for_coordination
@require_safe
def substitutes(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@for_coordination
@once_only("members:substitutes")
@sending
@require_POST
def appoint_substitute(request: SignedInRequest) -> HttpResponse:
    networks = Network.objects.led_by(request.user)
    form = SubstituteForm(request.POST, networks=networks)
    if form.has_error("network", "invalid_choice"):
        raise Http404
    if not form.is_valid():
        return _page(request, form)
    try:
        _appoint(request, form)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form)
    return redirect("members:substitutes")


def _appoint(request: SignedInRequest, form: SubstituteForm) -> None:
    asked = form.cleaned_data
    office = Office(
        Role.Kind.SUBSTITUTE, asked["network"], asked["since"], asked["until"]
    )
    if person := invitations.appoint(asked["email"], office, by=request.user):
        text = _("%(who)s stands in from %(day)s on.")
        day = date_format(asked["since"], "j. F Y")
        messages.success(request, text % {"who": person, "day": day})
    else:
        text = _("The invitation to %(email)s is on its way.")
        messages.success(request, text % asked)


@for_coordination
@once_only("members:substitutes")
@require_POST
def end_substitute(request: SignedInRequest, role: int) -> HttpResponse:
    found = get_object_or_404(_roles(request), pk=role)
    offices.end(found, by=request.user)
    text = _("%(who)s no longer stands in.") % {"who": found.person}
    messages.success(request, text)
    return redirect("members:substitutes")


@for_coordination
@once_only("members:substitutes")
@require_POST
def revoke_substitute(request: SignedInRequest, invitation: int) -> HttpResponse:
    """Before the invitation to the office is accepted."""
    found = get_object_or_404(_invitations(request), pk=invitation)
    invitations.revoke(found, by=request.user)
    text = _("The invitation to %(email)s is revoked; its link no longer works.")
    messages.success(request, text % {"email": found.email})
    return redirect("members:substitutes")


def _roles(request: SignedInRequest) -> RoleQuerySet:
    own = Network.objects.led_by(request.user)
    roles = Role.objects.substitutes().filter(network__in=own)
    return roles.select_related("person", "network").order_by("-since", "-pk")


def _invitations(request: SignedInRequest) -> InvitationQuerySet:
    own = Network.objects.led_by(request.user)
    waiting = Invitation.objects.awaiting_answer().to_substitute_in(own)
    return waiting.select_related("network")


def _page(request: SignedInRequest, form: SubstituteForm | None = None) -> HttpResponse:
    networks = Network.objects.led_by(request.user)
    today = timezone.localdate()
    roles = list(_roles(request))
    context = {
        "may_name": networks.exists(),
        "current": [role for role in roles if role.until and role.until >= today],
        "past": [role for role in roles if role.until and role.until < today],
        "invitations": _invitations(request),
        "now": timezone.now(),
        "today": today,
        "form": form or SubstituteForm(networks=networks),
    }
    status = 422 if form else 200
    return render(
        request, "members/coordination/substitutes.html", context, status=status
    )
