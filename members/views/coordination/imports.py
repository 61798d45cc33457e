"""Lists of members: sent here, looked at, and what became of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance.http import SignedInRequest
from alliance.once import SentTwiceError
from alliance.pager import page_list
from members import importing
from members.exchange.error_file import error_file
from members.forms.importing import (
    FileForm,
    ReadingForm,
    RowsForm,
    SendingForm,
    TakingOverForm,
)
from members.import_preview import preview
from members.models import Import
from members.paging import page_of
from members.states import ImportState as State
from networks.access import for_coordination

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_coordination
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return _list(request, SendingForm(person=request.user))
    form = SendingForm(request.POST, request.FILES, person=request.user)
    is_valid = form.is_valid()
    if form.has_error("network", "invalid_choice"):
        raise Http404
    if not is_valid:
        return _list(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _send(request, form.cleaned_data)


def _send(request: SignedInRequest, asked: dict[str, Any]) -> HttpResponse:
    network, once = asked["network"], asked["once"]
    try:
        imported = importing.send(
            asked["file"], network=network, once=once, by=request.user
        )
    except SentTwiceError:
        messages.info(request, _("This list is here already."))
        return redirect("members:imports")
    return redirect("members:import", imported.pk)


def _list(
    request: SignedInRequest, form: SendingForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    own = Import.objects.sent_by(request.user).select_related("network")
    # The summaries may be long, and the list shows nothing of them.
    page = page_of(request, own.defer("summary", "choices"))
    pages = page_list(page.number, page.paginator.num_pages, "seite={}".format)
    context = {"form": form, "page": page, "pages": pages}
    return render(request, "members/coordination/imports.html", context, status=status)


@for_coordination
@require_safe
def import_page(request: SignedInRequest, imported: int) -> HttpResponse:
    return page(request, find(request, imported))


@for_coordination
@require_safe
def import_errors(request: SignedInRequest, imported: int) -> HttpResponse:
    """The open rows as a workbook, to be mended there."""
    found = find(request, imported)
    rows = found.summary.get("open")
    if not rows:
        raise Http404
    response = HttpResponse(error_file(rows), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="fehler.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def find(request: SignedInRequest, pk: int) -> Import:
    own = Import.objects.sent_by(request.user).select_related("person", "network")
    return get_object_or_404(own, pk=pk)


_TEMPLATES = {
    State.WAITING: "import_running",
    State.RUNNING: "import_running",
    State.UNDOING: "import_running",
    State.FAILED: "import_failed",
    State.DONE: "import_done",
    State.UNDONE: "import_done",
    State.DISCARDED: "import_done",
}


def page(
    request: SignedInRequest,
    imported: Import,
    status: HTTPStatus = HTTPStatus.OK,
    **forms: Any,
) -> HttpResponse:
    """The import as it stands; ``forms`` are those that come back with errors."""
    name = _TEMPLATES.get(State(imported.state), "import_preview")
    context: dict[str, Any] = {"imported": imported}
    if name == "import_running":
        name = _running(imported, context)
    elif name == "import_preview" and importing.is_seen(imported):
        context |= _preview(request, imported) | forms
    elif name == "import_preview":
        name = "import_running"
    context |= {
        "may_be_undone": importing.may_be_undone(imported),
        "undone_until": importing.undone_until(imported),
    }
    template = f"members/coordination/{name}.html"
    return render(request, template, context, status=status)


def _running(imported: Import, context: dict[str, Any]) -> str:
    """Which page; whoever worked on it may have been killed."""
    is_waiting = imported.state == State.WAITING
    if not is_waiting and not importing.is_at_work(imported):
        return "import_failed"
    context["done"] = None if is_waiting else importing.rows_done(imported)
    return "import_running"


def _preview(request: SignedInRequest, imported: Import) -> dict[str, Any]:
    summary = imported.summary
    shown = preview(request, summary)
    return {
        "preview": shown,
        "file_form": FileForm(),
        "reading_form": ReadingForm(imported=imported, person=request.user),
        "rows_form": RowsForm(rows=shown.to_settle),
        "take_over_form": TakingOverForm(open_rows=shown.open_rows),
    }
