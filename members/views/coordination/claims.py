"""A proof that an editor claims, and the coordination's answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest, View
from members import proofs
from members.directory.entries import VOUCHER_AREA
from members.forms.refusal import RefusalForm
from members.models import Credential, Organisation
from networks.access import for_coordination


def _decision(decide: Callable[[SignedInRequest, Credential], HttpResponse]) -> View:
    """A view that decides about what its form says was seen."""

    @for_coordination
    @require_POST
    @wraps(decide)
    def answer(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
        credential = _find(request, slug, proof)
        try:
            _check_waiting(credential)
            return decide(request, credential)
        except WrongStateError:
            return _too_late(request, slug, proof)

    return answer


@for_coordination
@require_safe
def proof_review(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
    credential = _find(request, slug, proof)
    if _is_decided(credential):
        return _decided(request, credential, HTTPStatus.OK)
    return _page(request, credential, RefusalForm())


@_decision
def confirm_proof(request: SignedInRequest, credential: Credential) -> HttpResponse:
    proofs.confirm(credential, by=request.user, seen=request.POST.get("seen", ""))
    messages.success(request, _("The proof is confirmed and counts from now on."))
    return redirect("members:worklist")


@_decision
def refuse_proof(request: SignedInRequest, credential: Credential) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, credential, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    seen, note = request.POST.get("seen", ""), form.cleaned_data["note"]
    proofs.refuse(credential, by=request.user, seen=seen, note=note)
    messages.success(request, _("The proof goes back, with your note."))
    return redirect("members:worklist")


def _find(request: SignedInRequest, slug: str, proof: int) -> Credential:
    rows = Credential.objects.in_the_hands_of(request.user).filter(
        organisation__slug=slug, claimed_at__isnull=False
    )
    people = ("claimed_by", "confirmed_by", "refused_by")
    found = rows.select_related("organisation", *people).prefetch_related("sites")
    return get_object_or_404(found, pk=proof)


def _is_decided(credential: Credential) -> bool:
    return bool(credential.confirmed_at or credential.refused_at)


def _check_waiting(credential: Credential) -> None:
    if _is_decided(credential):
        raise proofs.DecidedError(credential)


def _too_late(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
    """Told what happened meanwhile; what was typed is kept."""
    credential = _find(request, slug, proof)
    if _is_decided(credential):
        if request.user in (credential.confirmed_by, credential.refused_by):
            # A button that was pressed twice.
            return redirect("members:worklist")
        return _decided(request, credential, HTTPStatus.CONFLICT)
    form = RefusalForm(initial={"note": request.POST.get("note", "")})
    return _page(request, credential, form, HTTPStatus.CONFLICT)


def _decided(
    request: SignedInRequest, credential: Credential, status: HTTPStatus
) -> HttpResponse:
    context = {
        "subject": _named(credential),
        "verdict": "yes" if credential.confirmed_at else "no",
        "who": credential.confirmed_by or credential.refused_by,
        "at": credential.confirmed_at or credential.refused_at,
        "note": credential.review_note,
        "typed": request.POST.get("note", ""),
    }
    return render(request, "members/coordination/decided.html", context, status=status)


def _page(
    request: SignedInRequest,
    credential: Credential,
    form: RefusalForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "proof": credential,
        "organisation": _named(credential),
        "form": form,
        # Whoever corrects a note has looked at what was there before.
        "seen": form.data.get("seen") or proofs.sight(credential),
        "opens_voucher": VOUCHER_AREA in credential.areas,
        "is_changed": status == HTTPStatus.CONFLICT,
    }
    return render(
        request, "members/coordination/proof_review.html", context, status=status
    )


def _named(credential: Credential) -> Organisation:
    return Organisation.objects.named().get(pk=credential.organisation_id)
