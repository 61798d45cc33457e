"""The number under which the employment agency lists an organisation's courses."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alliance.http import SignedInRequest
from members import locations
from members.access import for_editors
from members.forms.kursnet import KursnetForm
from members.merging import ConflictError
from members.models import Organisation
from members.views.workspace.finding import form_page, kept, sent


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def kursnet(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    form = KursnetForm(sent(request), shown=organisation)
    if not form.is_valid():
        return form_page(request, "kursnet", form=form, organisation=organisation)
    return _save(request, organisation, form)


def _save(
    request: SignedInRequest, organisation: Organisation, form: KursnetForm
) -> HttpResponse:
    number = form.cleaned_data["kursnet_number"]
    began = form.cleaned_data["began"]["kursnet_number"]
    try:
        locations.set_kursnet_number(organisation, number, began=began, by=request.user)
    except ConflictError:
        now = Organisation.objects.named().get(pk=organisation.pk)
        return form_page(
            request,
            "kursnet",
            HTTPStatus.CONFLICT,
            form=KursnetForm(shown=now, typed=number),
            organisation=now,
            theirs=now.kursnet_number,
        )
    messages.success(request, _("Saved. It is online now."))
    return redirect("members:sites", organisation.slug)
