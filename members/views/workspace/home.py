"""Where an editor begins: what there is to do, and who acts next."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alliance.http import SignedInRequest
from members import desk as desks
from members.access import for_editors
from members.models import Organisation
from members.standing import held, standing


@for_editors
@require_safe
def workspace(request: SignedInRequest) -> HttpResponse:
    edited = held(Organisation.objects.edited_by(request.user))
    context = {"organisations": [(one, standing(one)) for one in edited]}
    return render(request, "members/workspace/workspace.html", context)


@for_editors
@require_safe
def desk(request: SignedInRequest, slug: str) -> HttpResponse:
    for one in held(Organisation.objects.kept_by(request.user).filter(slug=slug)):
        laid = desks.desk(one, by=request.user)
        context = {
            "organisation": one.organisation,
            "one": one,
            "standing": standing(one, is_own=laid.edits),
            "desk": laid,
        }
        return render(request, "members/workspace/desk.html", context)
    raise Http404
