"""Another network asks whether this one takes a member over."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from members import moving
from members.forms.belonging import RefuseForm
from members.models import Move, Organisation
from members.states import MoveState
from networks.access import for_coordination


@for_coordination
@require_safe
def move(request: SignedInRequest, move: int) -> HttpResponse:
    return _page(request, _find(request, move), RefuseForm())


@for_coordination
@require_POST
def accept_move(request: SignedInRequest, move: int) -> HttpResponse:
    asked = _find(request, move)
    try:
        moving.accept(asked, by=request.user)
    except WrongStateError:
        return _too_late(request, move)
    messages.success(request, _("Accepted. The editors get a letter."))
    return redirect("members:worklist")


@for_coordination
@require_POST
def refuse_move(request: SignedInRequest, move: int) -> HttpResponse:
    asked = _find(request, move)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        moving.refuse(asked, note=form.cleaned_data["note"], by=request.user)
    except WrongStateError:
        return _too_late(request, move)
    messages.success(request, _("Refused. The coordination that asked gets a letter."))
    return redirect("members:worklist")


def _find(request: SignedInRequest, move: int) -> Move:
    rows = Move.objects.in_the_hands_of(request.user).select_related(
        "membership__organisation", "membership__network", "network", "answered_by"
    )
    return get_object_or_404(rows, pk=move)


def _too_late(request: SignedInRequest, move: int) -> HttpResponse:
    """Told what happened meanwhile; what was typed is kept."""
    asked = _find(request, move)
    if asked.answered_by == request.user:
        # A button that was pressed twice.
        return redirect("members:worklist")
    form = RefuseForm(initial={"note": request.POST.get("note", "")})
    return _page(request, asked, form, HTTPStatus.CONFLICT)


def _page(
    request: SignedInRequest,
    asked: Move,
    form: RefuseForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    organisation = asked.membership.organisation_id
    context = {
        "move": asked,
        "is_open": asked.state == MoveState.ASKED,
        "organisation": Organisation.objects.named().get(pk=organisation),
        "form": form,
    }
    return render(request, "members/coordination/move.html", context, status=status)
