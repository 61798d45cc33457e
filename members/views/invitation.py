"""The page behind the link of an invitation: looking does nothing, the button does."""

from __future__ import annotations

from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alliance.audience import Audience, for_audience
from alliance.http import AnyRequest, View
from alliance.models import User
from members import acceptance
from members.acceptance import AccountExistsError, DeadLinkError
from members.forms.team import NewcomerForm
from members.models import Invitation, Organisation


def _discreet(view: View) -> View:
    """One answer for all dead links; the address goes to nobody."""

    @wraps(view)
    def answer(request: AnyRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except DeadLinkError:
            response = render(request, "members/invitation_gone.html", status=410)
        # Not "no-referrer": browsers would send the form without its origin then.
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return answer


@for_audience(Audience.ACCOUNT)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@_discreet
def invitation(request: AnyRequest, token: str) -> HttpResponse:
    found = acceptance.find(token)
    if request.method == "POST":
        return _answer(request, token, found)
    return _page(request, found)


def _answer(request: AnyRequest, token: str, found: Invitation) -> HttpResponse:
    if isinstance(request.user, User):
        if request.user.email.lower() != found.email.lower():
            return _page(request, found, status=409)
        acceptance.accept(token, by=request.user)
        return _welcome(request, found)
    form = _form(found, request.POST)
    if form is None:
        return redirect_to_login(request.path)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        person = acceptance.accept(token, by=form.newcomer())
    except AccountExistsError:
        return redirect_to_login(request.path)
    get_adapter().login(request, person)
    return _welcome(request, found)


def _form(found: Invitation, data: object = None) -> NewcomerForm | None:
    """For someone without an account; whoever has one signs in."""
    person = acceptance.account(found)
    if person and not acceptance.may_choose_password(person):
        return None
    return NewcomerForm(data, email=found.email, name=person.name if person else "")


def _welcome(request: AnyRequest, found: Invitation) -> HttpResponse:
    if found.organisation:
        messages.success(request, _("Welcome. You edit this organisation now."))
        return redirect("members:desk", found.organisation.slug)
    messages.success(request, _("Welcome. You hold the office now."))
    return redirect("members:arrival")


def _page(
    request: AnyRequest,
    found: Invitation,
    form: NewcomerForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    context = {
        "invitation": found,
        "organisation": _organisation(found),
        "is_other": person and person.email.lower() != found.email.lower(),
        "is_editor": person and _edits(found, person),
        "form": form or (None if person else _form(found)),
    }
    return render(request, "members/invitation.html", context, status=status)


def _organisation(found: Invitation) -> Organisation | None:
    return Organisation.objects.named().filter(invitations=found).first()


def _edits(found: Invitation, person: User) -> bool:
    own = Organisation.objects.edited_by(person)
    return own.filter(invitations=found).exists()
