"""Lists of members as files, for those who look after them."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.http import SignedInRequest
from members import exporting
from members.exporting import TooManyExportsError
from members.forms.export import ExportForm
from members.models import Export
from members.states import ExportState
from members.views.coordination.roll import members_page
from networks.access import for_coordination
from networks.models import Network

TYPES = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}


@for_coordination
@require_POST
def export_members(request: SignedInRequest) -> HttpResponse:
    """Small ones begin at once to arrive; of large ones a page tells how far it is."""
    form = ExportForm(request.POST)
    asked = request.POST.dict()
    if not form.is_valid():
        messages.error(request, _("Please choose CSV or an Excel file."))
        return members_page(request, asked, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        export = exporting.ask(asked, form.cleaned_data["format"], by=request.user)
    except TooManyExportsError:
        text = _("You have %(number)s lists of the last 24 hours. Please use one.")
        messages.warning(request, text % {"number": exporting.MOST_KEPT})
        return redirect("members:members")
    is_done = export.state == ExportState.DONE
    return redirect("members:export-file" if is_done else "members:export", export.pk)


@for_coordination
@require_safe
def export(request: SignedInRequest, export: int) -> HttpResponse:
    found = get_object_or_404(Export.objects.asked_for_by(request.user), pk=export)
    query = urlencode(found.question)
    context = {
        "export": found,
        "is_done": found.state == ExportState.DONE,
        "is_under_way": not (found.state == ExportState.DONE or found.is_broken_off),
        "members_address": f"{reverse('members:members')}{query and f'?{query}'}",
    }
    return render(request, "members/coordination/export.html", context)


@for_coordination
@require_safe
def export_file(request: SignedInRequest, export: int) -> FileResponse:
    own = Export.objects.asked_for_by(request.user).done()
    found = get_object_or_404(own, pk=export)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=_file_name(found))
    response["Content-Type"] = TYPES[Export.Format(found.format)]
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _file_name(export: Export) -> str:
    """Of which network, if it is one, and of which day."""
    networks = Network.objects.filter(pk__in=export.networks)
    if chosen := export.question.get("netzwerk"):
        networks = networks.filter(slug=chosen)
    slugs = list(networks.values_list("slug", flat=True)[:2])
    day = timezone.localdate(export.created_at)
    of = f"-{slugs[0]}" if len(slugs) == 1 else ""
    return f"mitglieder{of}-{day}.{export.format}"
