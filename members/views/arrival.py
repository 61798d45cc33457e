"""Where people arrive who have signed in: at their work."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from alliance.audience import Audience, for_audience
from alliance.http import SignedInRequest
from members.areas import areas_of
from members.models import Organisation


@for_audience(Audience.SIGNED_IN)
@require_safe
def arrival(request: SignedInRequest) -> HttpResponse:
    own = areas_of(request.user)
    if own.coordinates:
        return redirect("members:worklist")
    slugs = Organisation.objects.edited_by(request.user).values_list("slug", flat=True)
    match list(slugs[:2]):
        case []:
            return redirect("account")
        case [slug]:
            return redirect("members:desk", slug)
        case _:
            return redirect("members:workspace")
