"""What a person does with a list: mends it, takes it over, takes that back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest, View
from members import importing
from members.exchange import undoing
from members.exchange.columns import TableError
from members.forms.importing import FileForm, ReadingForm, RowsForm, TakingOverForm
from members.models import Import
from members.states import ImportState as State
from members.views.coordination.imports import find, page
from networks.access import for_coordination

_UNFIT = HTTPStatus.UNPROCESSABLE_ENTITY


def _step(take: Callable[[SignedInRequest, Import], HttpResponse]) -> View:
    """A step that comes too late leads to the import as it stands now."""

    @for_coordination
    @require_POST
    @wraps(take)
    def answer(request: SignedInRequest, imported: int) -> HttpResponse:
        found = find(request, imported)
        try:
            return take(request, found)
        except importing.ChangedError:
            return _changed(request, imported)
        except WrongStateError:
            if find(request, imported).state not in (State.READ, State.FAILED):
                # A button that was pressed twice.
                return redirect("members:import", imported)
            raise

    return answer


def _changed(request: SignedInRequest, imported: int) -> HttpResponse:
    found = find(request, imported)
    found.problem = _(
        "Since you looked at it, something was changed. Nothing was taken over. Please "
        "look at the new preview."
    )
    return page(request, found, HTTPStatus.CONFLICT)


@_step
def import_choose(request: SignedInRequest, imported: Import) -> HttpResponse:
    form = ReadingForm(request.POST, imported=imported, person=request.user)
    is_valid = form.is_valid()
    if form.has_error("network", "invalid_choice"):
        raise Http404
    if not is_valid:
        return page(request, imported, _UNFIT, reading_form=form)
    try:
        importing.check_choice(imported, form.choices())
    except TableError as error:
        form.add_error(None, str(error))
        return page(request, imported, _UNFIT, reading_form=form)
    importing.choose(imported, form.choices(), by=request.user)
    return redirect("members:import", imported.pk)


@_step
def import_mend(request: SignedInRequest, imported: Import) -> HttpResponse:
    rows = [
        row
        for row in imported.summary.get("open", ())
        if any(name.partition("-")[0] == str(row["row"]) for name in request.POST)
    ]
    form = RowsForm(request.POST, rows=rows)
    if not form.is_valid():
        return page(request, imported, _UNFIT, rows_form=form)
    found = importing.answer(
        imported, cells=form.cells(), verdicts=form.verdicts(), by=request.user
    )
    return _after_mending(request, found, {row["row"] for row in rows})


def _after_mending(
    request: SignedInRequest, imported: Import, numbers: set[int]
) -> HttpResponse:
    """Those of these rows that are still wrong come back, and say why."""
    wrong = [
        row
        for row in imported.summary.get("open", ())
        if row["row"] in numbers and row["problems"]
    ]
    if not importing.is_seen(imported) or not wrong:
        messages.success(request, _("Your entries are saved and checked."))
        return redirect("members:import", imported.pk)
    form = RowsForm(request.POST, rows=wrong)
    form.is_valid()
    form.complain()
    return page(request, imported, _UNFIT, rows_form=form)


@_step
def import_replace(request: SignedInRequest, imported: Import) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, imported, _UNFIT, file_form=form)
    importing.replace(imported, form.cleaned_data["file"], by=request.user)
    return redirect("members:import", imported.pk)


@_step
def import_take_over(request: SignedInRequest, imported: Import) -> HttpResponse:
    still_open = len(imported.summary.get("open", ()))
    form = TakingOverForm(request.POST, open_rows=still_open)
    if not form.is_valid():
        return page(request, imported, _UNFIT, take_over_form=form)
    asked = form.cleaned_data
    importing.start(
        imported, seen=asked["seen"], only_valid=asked["only_valid"], by=request.user
    )
    return redirect("members:import", imported.pk)


@_step
def import_restart(request: SignedInRequest, imported: Import) -> HttpResponse:
    importing.restart(imported, by=request.user)
    return redirect("members:import", imported.pk)


@_step
def import_discard(request: SignedInRequest, imported: Import) -> HttpResponse:
    importing.discard(imported, by=request.user)
    messages.success(request, _("The list is discarded, and its file removed."))
    return redirect("members:imports")


@for_coordination
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: SignedInRequest, imported: int) -> HttpResponse:
    """Shows first whom it would reach and whom it would leave alone."""
    found = find(request, imported)
    if request.method == "POST" and found.state == State.DONE:
        importing.start_undo(found, by=request.user)
    if request.method == "POST" or not importing.may_be_undone(found):
        return redirect("members:import", found.pk)
    prospect = undoing.look(found)
    context = {
        "imported": found,
        "new": len([one for one in prospect.undone if one.is_new]),
        "changed": len([one for one in prospect.undone if not one.is_new]),
        "left": undoing.names(prospect.left),
    }
    return render(request, "members/coordination/import_undo.html", context)
