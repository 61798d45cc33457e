"""What anyone may write: that an entry is wrong, or a message to the office."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alliance.attempts import Counted, Rule, take
from alliance.http import AnyRequest
from alliance.public_forms import (
    PublicForm,
    carry_out,
    count,
    public_answer,
    public_form,
)
from alliance.version import public_version
from members import portrait, report_letters, reports
from members.forms.reports import MessageForm, ReportForm
from members.models import Editor, Organisation

REPORTS = Rule("reports", 5, 3600)
REPORTS_ABOUT = Rule("reports about an organisation", 10, 86_400)
REPORTS_AT_ALL = Rule("reports at all", 300, 86_400)
MESSAGES = Rule("messages", 3, 3600)
MESSAGES_AT_ALL = Rule("messages at all", 100, 86_400)


@public_form
def report(request: AnyRequest, slug: str, kind: Organisation.Kind) -> HttpResponse:
    found = portrait.published(slug, kind, public_version())
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "report", form, portrait=found)
    if not form.is_from_robot:
        count(request, REPORTS, REPORTS_AT_ALL)
        take(Counted(REPORTS_ABOUT, slug))
    carry_out(form, reports.report, found.id, **form.said())
    return redirect(f"members:{kind}-reported", slug)


@public_answer
def reported(request: AnyRequest, slug: str, kind: Organisation.Kind) -> HttpResponse:
    found = portrait.published(slug, kind, public_version())
    editors = Editor.objects.able().filter(organisation=found.id)
    context = {"portrait": found, "has_editors": editors.exists()}
    return render(request, "members/reported.html", context | {"is_noindex": True})


@public_form
def message(request: AnyRequest) -> HttpResponse:
    form = MessageForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "message", form)
    if not form.is_from_robot:
        count(request, MESSAGES, MESSAGES_AT_ALL)
    carry_out(form, report_letters.message_to_office, **form.said())
    return redirect("members:message-sent")


@public_answer
def message_sent(request: AnyRequest) -> HttpResponse:
    return render(request, "members/message_sent.html", {"is_noindex": True})


def _page(
    request: AnyRequest, template: str, form: PublicForm, **context: Any
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context |= {"form": form, "is_noindex": True}
    return render(request, f"members/{template}.html", context, status=status)
