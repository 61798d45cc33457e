"""What people outside have reported about an entry, and how it is settled."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance.http import SignedInRequest
from alliance.kept import typed
from members import reports
from members.access import for_editors
from members.forms.reports import SettleForm
from members.models import Report
from members.reports import SettledError
from members.views.workspace.finding import form_page, is_accepted, kept

SHOWN = 50  # of those that are settled


@for_editors
@require_safe
def report_list(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    settled = organisation.reports.settled().select_related("settled_by")
    context = {
        "organisation": organisation,
        "open": organisation.reports.open(),
        "settled": settled[:SHOWN],
    }
    return render(request, "members/workspace/reports.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SignedInRequest, slug: str, report: int) -> HttpResponse:
    organisation = kept(request.user, slug)
    own = organisation.reports.select_related("settled_by")
    found = get_object_or_404(own, pk=report)
    form = SettleForm(typed(request), report=found)
    if is_accepted(request, form):
        return _settle(request, slug, found, form)
    return form_page(
        request, "report", form=form, organisation=organisation, report=found
    )


def _settle(
    request: SignedInRequest, slug: str, report: Report, form: SettleForm
) -> HttpResponse:
    said = form.cleaned_data
    answer = said.get("answer", "")
    try:
        reports.settle(report, state=said["state"], answer=answer, by=request.user)
    except SettledError:
        return _overtaken(request, slug, report.pk, form)
    if answer:
        messages.success(request, _("Settled. Your answer is on its way."))
    else:
        messages.success(request, _("Settled. Thank you for looking at it."))
    return redirect("members:reports", slug)


def _overtaken(
    request: SignedInRequest, slug: str, pk: int, form: SettleForm
) -> HttpResponse:
    """Somebody was quicker: a colleague, or one's own first click."""
    said, organisation = form.cleaned_data, kept(request.user, slug)
    found = organisation.reports.select_related("settled_by").get(pk=pk)
    if found.settled_by == request.user and found.state == said["state"]:
        messages.info(request, _("This change is saved already."))
        return redirect("members:reports", slug)
    return form_page(
        request,
        "report",
        HTTPStatus.CONFLICT,
        form=form,
        organisation=organisation,
        report=found,
        unsent=said.get("answer", ""),
        is_overtaken=True,
    )
