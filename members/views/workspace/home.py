"""Where an editor begins: what there is to do, and who acts next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alliance.http import SignedInRequest
from members.access import for_editors
from members.models import Organisation


@for_editors
@require_safe
def workspace(request: SignedInRequest) -> HttpResponse:
    organisations = Organisation.objects.edited_by(request.user)
    context = {"organisations": organisations.named()}
    return render(request, "members/workspace/workspace.html", context)


@for_editors
@require_safe
def desk(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(
        Organisation.objects.kept_by(request.user).named(), slug=slug
    )
    context = {"organisation": organisation}
    return render(request, "members/workspace/desk.html", context)
