"""Who holds which office, given by the alliance's office."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.http import SignedInRequest
from members import invitations
from members.forms.offices import OfficeForm
from members.models import Invitation
from members.querysets import InvitationQuerySet
from members.views.sending import once_only, sending
from networks import offices
from networks.access import for_office
from networks.models import Role


@for_office
@require_safe
def office_list(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@for_office
@once_only("members:offices")
@sending
@require_POST
def appoint(request: SignedInRequest) -> HttpResponse:
    form = OfficeForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    said, office = form.cleaned_data, form.office()
    try:
        person = invitations.appoint(said["email"], office, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form)
    if person:
        text = _("%(who)s holds the office from %(day)s on, and is told by letter.")
        day = date_format(office.since, "j. F Y")
        messages.success(request, text % {"who": person, "day": day})
    else:
        text = _("The invitation to %(email)s is on its way.")
        messages.success(request, text % said)
    return redirect("members:offices")


@for_office
@once_only("members:offices")
@require_POST
def end_office(request: SignedInRequest, role: int) -> HttpResponse:
    roles = Role.objects.select_related("person", "network")
    found = get_object_or_404(roles, pk=role)
    try:
        offices.end(found, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        text = _("The office of %(who)s has ended.")
        messages.success(request, text % {"who": found.person})
    return redirect("members:offices")


@for_office
@once_only("members:offices")
@sending
@require_POST
def renew_office(request: SignedInRequest, invitation: int) -> HttpResponse:
    found = get_object_or_404(_invitations(), pk=invitation)
    invitations.renew(found, by=request.user)
    text = _("A new link is on its way to %(email)s; the old one no longer works.")
    messages.success(request, text % {"email": found.email})
    return redirect("members:offices")


@for_office
@once_only("members:offices")
@require_POST
def revoke_office(request: SignedInRequest, invitation: int) -> HttpResponse:
    found = get_object_or_404(_invitations(), pk=invitation)
    invitations.revoke(found, by=request.user)
    text = _("The invitation to %(email)s is revoked; its link no longer works.")
    messages.success(request, text % {"email": found.email})
    return redirect("members:offices")


def _invitations() -> InvitationQuerySet:
    waiting = Invitation.objects.awaiting_answer().to_offices()
    return waiting.select_related("network", "inviter")


def _page(request: SignedInRequest, form: OfficeForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    roles = Role.objects.current_or_coming(today).select_related("person", "network")
    context = {
        "roles": roles.order_by(
            F("network__position").asc(nulls_first=True), "kind", "since", "pk"
        ),
        "invitations": _invitations(),
        "now": timezone.now(),
        "today": today,
        "form": form or OfficeForm(),
    }
    status = 422 if form else 200
    return render(request, "members/coordination/offices.html", context, status=status)
