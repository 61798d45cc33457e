"""Pages of one's own account that allauth does not have, or has otherwise."""

from __future__ import annotations

import uuid
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.account.views import logout
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance import addresses, attempts, errors, people
from alliance import sessions as places
from alliance.account_forms import EmailForm
from alliance.audience import Audience, for_audience
from alliance.errors import GoneError
from alliance.http import AnyRequest, SignedInRequest
from alliance.kept import fields as typed_fields
from alliance.kept import returned

GONE_LINK = errors.ErrorText(
    errors.TEXTS[410].heading,
    gettext_lazy("It has expired or was used already. Please ask for a new one."),
)


@for_audience(Audience.SIGNED_IN)
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    roles = request.user.roles.current().select_related("network")
    editorships = request.user.editorships.select_related("organisation__entry")
    context = {
        "roles": roles,
        "editorships": editorships,
        "has_second_factor": is_mfa_enabled(request.user),
        "second_factor": import_string(settings.SECOND_FACTOR)(request.user),
    }
    return render(request, "alliance/account.html", context)


@login_not_required
@for_audience(Audience.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: AnyRequest) -> HttpResponse:
    """The page asks, the button does it, and the browser forgets what it has seen."""
    response = cast("HttpResponse", logout(request))
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@for_audience(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def email(request: SignedInRequest) -> HttpResponse:
    form = EmailForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        who = str(request.user.pk)
        attempts.take(attempts.Counted(attempts.NEW_ADDRESS, who))
        addresses.ask(request.user, form.cleaned_data["email"])
        messages.success(
            request, _("We have sent a link to the new address. Please open it there.")
        )
        return redirect("account_email")
    return _form_page(request, "account/email.html", {"form": form})


def _form_page(
    request: SignedInRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


@login_not_required
@for_audience(Audience.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def email_confirm(request: AnyRequest, token: str) -> HttpResponse:
    return _step(request, token, addresses.CONFIRM)


@login_not_required
@for_audience(Audience.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def email_undo(request: AnyRequest, token: str) -> HttpResponse:
    return _step(request, token, addresses.UNDO)


def _step(request: AnyRequest, token: str, step: str) -> HttpResponse:
    try:
        change = addresses.found(token, step)
        if request.method == "POST":
            {addresses.CONFIRM: addresses.confirm, addresses.UNDO: addresses.undo}[
                step
            ](change)
            return render(
                request, f"account/email_{step}_done.html", {"change": change}
            )
    except GoneError:
        return errors.page(request, 410, error=GONE_LINK)
    return render(request, f"account/email_{step}.html", {"change": change})


@for_audience(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedInRequest) -> HttpResponse:
    here = request.session.session_key
    if request.method == "POST":
        is_all = request.POST.get("wo") == "ueberall"
        places.end(request.user, but=None if is_all else here)
        if is_all:
            request.session.flush()
            return redirect("account_login")
        messages.success(request, _("You are signed out on all other devices."))
        return redirect("sessions")
    context = {"places": places.places(request.user, here=here)}
    return render(request, "account/sessions.html", context)


@for_audience(Audience.SIGNED_IN)
@require_safe
def personal_data(request: SignedInRequest) -> HttpResponse:
    """Everything that is held about who asks, as a file."""
    data = people.personal_data(request.user)
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(data, json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return response


@for_audience(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def leave(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        people.ask_erasure(request.user)
        return redirect("account")
    context = {"consequences": people.consequences(request.user)}
    return render(request, "account/leave.html", context)


@for_audience(Audience.SIGNED_IN)
@require_POST
def stay(request: SignedInRequest) -> HttpResponse:
    people.stay(request.user)
    messages.success(request, _("Your account stays."))
    return redirect("account")


@for_audience(Audience.SIGNED_IN)
@require_safe
def kept_form(request: SignedInRequest, kept: uuid.UUID) -> HttpResponse:
    """What was typed where no form can show it again."""
    form = get_object_or_404(returned(request), pk=kept)
    typed = {name: "\n".join(values) for name, values in typed_fields(form).lists()}
    context = {"typed": typed, "form_path": form.path}
    return render(request, "account/kept.html", context)
