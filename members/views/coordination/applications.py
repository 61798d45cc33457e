"""Applications for membership of one's networks, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest, View
from alliance.pager import page_list
from members.applications import deciding, file
from members.applications.deciding import sight
from members.filters import filters, narrowed, question
from members.forms.deciding import (
    AdmitForm,
    AskForm,
    DeclineForm,
    PassOnForm,
    SeenForm,
)
from members.invitations import TooManyLettersError
from members.models import Application
from members.paging import page_of
from networks.access import for_coordination

if TYPE_CHECKING:
    from alliance.models import User

TOO_MANY_LETTERS = _(
    "You have sent thirty invitations today. Please admit this one tomorrow."
)


class Decision(NamedTuple):
    """One way to go on: its form, its verb, and what is said when it is done."""

    form: type[SeenForm]
    verb: Callable[..., object]
    done: str | Promise


DECISIONS: Mapping[str, Decision] = {
    "admit": Decision(
        AdmitForm,
        deciding.admit,
        _("“%(name)s” is a member. The contact person is invited to edit the profile."),
    ),
    "ask": Decision(
        AskForm,
        deciding.ask,
        _("Your question is on its way. “%(name)s” answers next."),
    ),
    "decline": Decision(
        DeclineForm, deciding.decline, _("“%(name)s” gets your answer as a letter.")
    ),
    "pass_on": Decision(
        PassOnForm, deciding.pass_on, _("“%(name)s” lies with the other coordination.")
    ),
}


@for_coordination
@require_safe
def applications(request: SignedInRequest) -> HttpResponse:
    rows = file.rows(request.user)
    sieves = file.sieves(request.user)
    asked = question(request.GET.dict(), sieves)
    named = file.found(rows, asked.words)
    page = page_of(request, narrowed(named, asked, sieves))
    context = {
        "total": len(rows),
        "question": asked,
        "filters": list(filters(named, asked, sieves)),
        "page": page,
        "pages": page_list(page.number, page.paginator.num_pages, asked.page),
    }
    return render(request, "members/coordination/applications.html", context)


@for_coordination
@require_safe
def application(request: SignedInRequest, application: int) -> HttpResponse:
    own = file.with_all(Application.objects.coordinated_by(request.user))
    if found := own.filter(pk=application).first():
        return _page(request, found)
    return _passed_on(request, application, HTTPStatus.OK)


def _decision(name: str) -> View:
    """A view that decides about what its form says was seen."""

    @for_coordination
    @require_POST
    def decide(request: SignedInRequest, application: int) -> HttpResponse:
        own = file.with_all(Application.objects.in_the_hands_of(request.user))
        found = own.filter(pk=application).first()
        if found is None:
            return _passed_on(request, application, HTTPStatus.CONFLICT)
        try:
            return _carry_out(request, name, found)
        except WrongStateError:
            return _too_late(request, name, application)

    return decide


admit = _decision("admit")
ask = _decision("ask")
decline = _decision("decline")
pass_on = _decision("pass_on")


def _carry_out(request: SignedInRequest, name: str, found: Application) -> HttpResponse:
    if not found.is_open:
        raise deciding.DecidedError(found)
    form = _form(name, found, request.user, request.POST)
    if form.is_valid():
        try:
            DECISIONS[name].verb(found, by=request.user, **form.decision())
        except TooManyLettersError:
            form.add_error(None, ValidationError(TOO_MANY_LETTERS))
        else:
            messages.success(request, DECISIONS[name].done % {"name": found.name})
            return redirect("members:worklist")
    return _page(request, found, {name: form}, HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(name: str, found: Application, user: User, data: Any = None) -> SeenForm:
    more: dict[str, Any] = {}
    if DECISIONS[name].form is AdmitForm:
        more["doubles"] = doubles = file.doubles(found, user)
        more["admissible"] = file.admissible(doubles, user)
    return DECISIONS[name].form(data, application=found, seen=sight(found), **more)


def _too_late(request: SignedInRequest, name: str, application: int) -> HttpResponse:
    """Told what happened meanwhile; what was typed is kept."""
    own = file.with_all(Application.objects.in_the_hands_of(request.user))
    found = own.filter(pk=application).first()
    if found is None:
        return _passed_on(request, application, HTTPStatus.CONFLICT)
    if not found.is_open and found.decided_by == request.user:
        # A button that was pressed twice.
        return redirect("members:worklist")
    form = _form(name, found, request.user)
    for field in form.fields.keys() & request.POST.keys() - {"seen"}:
        form.initial[field] = request.POST[field]
    return _page(request, found, {name: form}, HTTPStatus.CONFLICT)


def _passed_on(
    request: SignedInRequest, application: int, status: HTTPStatus
) -> HttpResponse:
    """The other coordination has it now; all else is not there for the person."""
    passed = Application.objects.passed_on_by(request.user)
    found = get_object_or_404(passed.select_related("network"), pk=application)
    entry = file.passing(found)
    if status == HTTPStatus.CONFLICT and entry.actor == request.user:
        return redirect("members:worklist")
    context = {"application": found, "entry": entry}
    template = "members/coordination/application_passed_on.html"
    return render(request, template, context, status=status)


def _page(
    request: SignedInRequest,
    found: Application,
    forms: Mapping[str, SeenForm] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    sent = forms or {}
    own = Application.objects.in_the_hands_of(request.user)
    may_decide = found.is_open and own.filter(pk=found.pk).exists()
    offered = DECISIONS.keys() - sent.keys() if may_decide else ()
    shown = {name: _form(name, found, request.user) for name in offered} | {**sent}
    context = {
        "application": found,
        "may_decide": may_decide,
        "forms": shown,
        "acting": next(iter(sent), ""),
        "wrong": next((form for form in sent.values() if form.errors), None),
        "is_changed": status == HTTPStatus.CONFLICT,
        "typed_texts": _texts(sent),
        "doubles": getattr(shown.get("admit"), "doubles", ()),
        "others": file.others(found, request.user),
        "history": file.events(found),
    }
    template = "members/coordination/application.html"
    return render(request, template, context, status=status)


def _texts(forms: Mapping[str, SeenForm]) -> list[str]:
    """What was typed in vain, to be copied."""
    names = ("question", "note")
    texts = [form.initial.get(name) for form in forms.values() for name in names]
    return [text for text in texts if text]
