"""An organisation's proofs: claimed here, confirmed by the coordination."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance.http import SignedInRequest
from alliance.once import SentTwiceError
from members import proofs
from members.access import for_editors
from members.forms.proofs import ChangeClaimForm, NewClaimForm
from members.forms.removal import RemovalForm
from members.models import Credential, Organisation
from members.proof_rows import listed, standing
from members.proofs import ChangedError, DecidedError, TooManyUploadsError
from members.views.workspace.finding import (
    form_page,
    is_accepted,
    kept,
    sent,
    typed_with,
)

TYPES = {".pdf": "application/pdf", ".webp": "image/webp"}
# Nothing in a file of others may run, wherever it is opened.
SEALED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@for_editors
@require_safe
def proof_list(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    context = {"organisation": organisation, "rows": listed(organisation)}
    return render(request, "members/workspace/proofs.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def proof_new(request: SignedInRequest, slug: str) -> HttpResponse:
    return _claim(request, kept(request.user, slug))


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def proof_edit(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
    """What is confirmed is renewed by another claim; all else is corrected."""
    organisation = kept(request.user, slug)
    found = organisation.credentials.filter(pk=proof).first()
    if found is None:
        return _out_of_reach(request, organisation, proof)
    if found.confirmed_at and "seen" not in request.POST:
        return _claim(request, organisation, renewed=found)
    form = ChangeClaimForm(*typed_with(request), organisation=organisation, shown=found)
    if is_accepted(request, form) and (response := _changed(request, found, form)):
        return response
    return _edit_page(request, found, form)


def _claim(
    request: SignedInRequest,
    organisation: Organisation,
    renewed: Credential | None = None,
) -> HttpResponse:
    typed = typed_with(request)
    form = NewClaimForm(*typed, organisation=organisation, shown=renewed)
    if is_accepted(request, form) and (
        response := _claimed(request, organisation, form)
    ):
        return response
    return form_page(
        request, "proof_new", form=form, organisation=organisation, renewed=renewed
    )


def _claimed(
    request: SignedInRequest, organisation: Organisation, form: NewClaimForm
) -> HttpResponse | None:
    said, once = form.said(), form.cleaned_data["once"]
    try:
        proofs.claim(organisation, said=said, by=request.user, once=once)
    except SentTwiceError:
        messages.info(request, _("This change is saved already."))
    except TooManyUploadsError:
        form.add_error("file", _too_many())
        return None
    else:
        messages.success(request, _("Thank you. The coordination checks it now."))
    return redirect("members:proofs", organisation.slug)


def _changed(
    request: SignedInRequest, proof: Credential, form: ChangeClaimForm
) -> HttpResponse | None:
    seen = form.cleaned_data["seen"]
    try:
        proofs.change(proof, said=form.said(), by=request.user, seen=seen)
    except TooManyUploadsError:
        form.add_error("file", _too_many())
        return None
    except ChangedError as changed:
        form.begin_again(changed.credential)
        return _edit_page(
            request,
            changed.credential,
            form,
            status=HTTPStatus.CONFLICT,
            is_overtaken=True,
        )
    except DecidedError:
        return _out_of_reach(request, proof.organisation, proof.pk)
    messages.success(request, _("Thank you. The coordination checks it now."))
    return redirect("members:proofs", proof.organisation.slug)


def _out_of_reach(
    request: SignedInRequest, organisation: Organisation, proof: int
) -> HttpResponse:
    """What was typed for a proof that is confirmed or gone may be a new one."""
    is_known = organisation.credentials.filter(pk=proof).exists()
    if not request.POST or not (is_known or proofs.was_withdrawn(organisation, proof)):
        raise Http404
    return form_page(
        request,
        "proof_new",
        HTTPStatus.CONFLICT,
        form=NewClaimForm.retyped(request.POST, organisation),
        organisation=organisation,
        is_confirmed=is_known,
        is_out_of_reach=True,
    )


def _edit_page(
    request: SignedInRequest, proof: Credential, form: ChangeClaimForm, **more: Any
) -> HttpResponse:
    return form_page(
        request,
        "proof_edit",
        form=form,
        organisation=proof.organisation,
        proof=proof,
        standing=standing(proof),
        **more,
    )


def _too_many() -> str:
    text = _("%(number)s files a day are possible. Please come back tomorrow.")
    return text % {"number": proofs.MOST_UPLOADS}


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def proof_withdraw(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
    organisation = kept(request.user, slug)
    if request.method == "POST" and proofs.was_withdrawn(organisation, proof):
        messages.info(request, _("This change is saved already."))
        return redirect("members:proofs", slug)
    found = get_object_or_404(organisation.credentials, pk=proof)
    form = RemovalForm(sent(request), initial={"seen": proofs.sight(found)})
    if not form.is_valid():
        return form_page(
            request, "proof_withdraw", form=form, organisation=organisation, proof=found
        )
    proofs.withdraw(found, by=request.user, seen=form.cleaned_data["seen"])
    messages.success(request, _("The proof is withdrawn."))
    return redirect("members:proofs", organisation.slug)


@for_editors
@require_safe
def proof_file(request: SignedInRequest, slug: str, proof: int) -> HttpResponse:
    own = Credential.objects.kept_by(request.user).exclude(file="")
    found = get_object_or_404(own, pk=proof, organisation__slug=slug)
    ending = PurePath(str(found.file)).suffix
    try:
        with found.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"nachweis-{slug}-{found.pk}{ending}"
    headers = SEALED | {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": TYPES.get(ending, "application/octet-stream"),
    }
    return HttpResponse(content, headers=headers)
