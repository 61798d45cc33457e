"""Becoming a member: the application, its confirmation, and the answer to a question.

All of it works without an account, and what was typed never lies in a session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from alliance import limits
from alliance.attempts import Counted, Rule, take
from alliance.errors import TooManyAttemptsError
from alliance.http import AnyRequest, View
from alliance.public_forms import (
    PublicForm,
    carry_out,
    count,
    public_answer,
    public_form,
)
from members.applications import applying
from members.applications.applying import DeadLinkError
from members.forms.answer import AnswerForm, ConfirmForm
from members.forms.application import STEPS, ApplicationForm, Step
from members.models import Application
from members.states import ApplicationState as State
from networks.models import Network
from networks.naming import coordination

A_DAY = 86_400
SENDINGS = Rule("application", 20, A_DAY)
SENDINGS_AT_ALL = Rule("application at all", 400, A_DAY)
# To one mailbox: nobody can have a stranger's filled.
LETTERS = Rule("letters about an application", 3, A_DAY)
LINKS = Rule("link of an application", 60, 3600)


@public_form
def apply(request: AnyRequest) -> HttpResponse:
    if request.method != "POST":
        return _step(request, ApplicationForm())
    here = _here(request)
    number = STEPS.index(here)
    if "zurueck" in request.POST:
        return _show(request, STEPS[max(number - 1, 0)])
    form = ApplicationForm(request.POST, step=here)
    if wrong := form.first_wrong(STEPS[: number + 1]):
        return _step(request, form.at(wrong), HTTPStatus.UNPROCESSABLE_ENTITY)
    if here != STEPS[-1]:
        return _show(request, STEPS[number + 1])
    if not form.is_valid():
        return _step(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _send(request, form)


def _here(request: HttpRequest) -> Step:
    """The step that is sent; who names none sends all of it."""
    named = request.POST.get("schritt")
    return next((step for step in STEPS if step.slug == named), STEPS[-1])


def _show(request: HttpRequest, step: Step) -> HttpResponse:
    return _step(request, ApplicationForm(typed=request.POST, step=step))


def _send(request: HttpRequest, form: ApplicationForm) -> HttpResponse:
    try:
        _count(request, form.cleaned_data["contact_email"])
    except TooManyAttemptsError as error:
        response = _step(request, form, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(error.seconds)
        return response
    # The same answer for whoever is known, and for what was sent before.
    carry_out(form, applying.send, form.application(), form.chosen())
    return redirect("members:apply-sent")


def _count(request: HttpRequest, email: str) -> None:
    name, _at, host = email.rpartition("@")
    # What stands behind a plus leads to the same mailbox.
    mailbox = f"{name.partition('+')[0]}@{host}"
    take(
        Counted(SENDINGS, limits.client(request)),
        Counted(LETTERS, mailbox),
        Counted(SENDINGS_AT_ALL),
    )


def _step(
    request: HttpRequest, form: ApplicationForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    number = STEPS.index(form.step)
    context = {
        "form": form,
        "steps": STEPS,
        "number": number + 1,
        "done": [step.slug for step in STEPS[:number]],
        "is_last": form.step == STEPS[-1],
        "is_too_often": status == HTTPStatus.TOO_MANY_REQUESTS,
    }
    return render(request, "members/apply/apply.html", context, status=status)


@public_answer
def sent(request: AnyRequest) -> HttpResponse:
    return render(request, "members/apply/sent.html", {"is_noindex": True})


@public_answer
def confirmed(request: AnyRequest, network: str) -> HttpResponse:
    return _its_turn(request, "confirmed", network)


@public_answer
def answered(request: AnyRequest, network: str) -> HttpResponse:
    return _its_turn(request, "answered", network)


def _its_turn(request: AnyRequest, page: str, slug: str) -> HttpResponse:
    """Says who acts next."""
    network = get_object_or_404(Network, slug=slug)
    context = {
        "network": network,
        "coordination": coordination([network.name]),
        "is_noindex": True,
    }
    return render(request, f"members/apply/{page}.html", context)


def _discreet(view: View) -> View:
    """One answer for all dead links; the address goes to nobody."""

    @wraps(view)
    def answer(request: AnyRequest, token: str) -> HttpResponse:
        try:
            if request.method == "POST":
                count(request, LINKS)
            response = view(request, token)
        except DeadLinkError:
            context = {"is_noindex": True}
            response = render(request, "members/apply/gone.html", context, status=410)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return answer


@public_form
@_discreet
def confirm(request: AnyRequest, token: str) -> HttpResponse:
    """Looking does nothing, the button does: whatever opens mails confirms nothing."""
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(form, "confirmed", applying.confirm, token)
    application = applying.find(token, State.UNCONFIRMED)
    return _behind_link(request, "confirm", application, form)


@public_form
@_discreet
def answer(request: AnyRequest, token: str) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            form, "answered", applying.answer, token, form.cleaned_data["answer"]
        )
    application = applying.find(token, State.ASKED)
    return _behind_link(request, "answer", application, form)


def _done(
    form: PublicForm,
    page: str,
    verb: Callable[..., Application],
    token: str,
    *said: str,
) -> HttpResponse:
    # Whoever presses the button twice is told the same twice.
    carry_out(form, verb, token, *said)
    network = applying.network_of(token)
    return redirect(f"members:apply-{page}", network.slug)


def _behind_link(
    request: HttpRequest, page: str, application: Application, form: PublicForm
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context: dict[str, Any] = {
        "application": application,
        "form": form,
        "is_noindex": True,
    }
    template = f"members/apply/{page}.html"
    return render(request, template, context, status=status)
