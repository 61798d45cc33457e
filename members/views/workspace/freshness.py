"""An editor says on the desk that all of it is still right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alliance.http import SignedInRequest
from members.access import for_editors
from members.freshness import confirming
from members.models import Organisation
from members.views.sending import once_only


@for_editors
@once_only("members:desk", "slug")
@require_POST
def confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.edited_by(request.user)
    organisation = get_object_or_404(own, slug=slug)
    confirming.confirm(organisation, by=request.user)
    text = _("Thank you. Your public page says from now on that it was confirmed.")
    messages.success(request, text)
    return redirect("members:desk", slug)
