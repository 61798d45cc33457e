"""Beginning and ending a view through an editor's eyes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alliance.audience import Audience, for_audience
from alliance.http import SignedInRequest
from members import viewing
from members.models import Editor


@for_audience(Audience.OFFICE)
@require_POST
def begin(request: SignedInRequest, person: int) -> HttpResponse:
    editors = Editor.objects.viewable().select_related("person")
    editor = get_object_or_404(editors.filter(person=person).order_by("pk")[:1])
    viewing.begin(editor.person, request.session, by=request.user)
    return redirect("members:workspace")


@for_audience(Audience.OFFICE)
@require_POST
def end(request: SignedInRequest) -> HttpResponse:
    held = getattr(request, "viewing", None)
    viewing.end(request.session, by=request.user)
    messages.success(request, _("You see the portal as yourself again."))
    if held is None:
        return redirect("admin:index")
    return redirect("admin:alliance_user_change", held.person.pk)
