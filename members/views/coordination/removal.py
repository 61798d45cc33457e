"""What is deleted, and comes back within 30 days."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.http import SignedInRequest
from alliance.pager import page_list
from members import removal
from members.models import Organisation
from members.paging import page_of
from members.views.sending import once_only
from networks.access import for_coordination


@for_coordination
@once_only("members:removed")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.removable_by(request.user).named()
    organisation: Any = get_object_or_404(own, slug=slug)
    if request.method != "POST":
        context = {"organisation": organisation, "number": organisation.editors.count()}
        return render(request, "members/coordination/remove_organisation.html", context)
    removal.remove(organisation, by=request.user)
    text = _("“%(name)s” is deleted. Here you can bring it back for 30 days.")
    messages.success(request, text % {"name": organisation.title})
    return redirect("members:removed")


@for_coordination
@require_safe
def removed(request: SignedInRequest) -> HttpResponse:
    rows = Organisation.objects.restorable_by(request.user).named()
    page = page_of(request, rows.order_by("-removed_at", "pk"))
    context = {
        "page": page,
        "rows": [(one, removal.last_day(one)) for one in page],
        "pages": page_list(page.number, page.paginator.num_pages, _address),
    }
    return render(request, "members/coordination/removed.html", context)


@for_coordination
@once_only("members:file", "slug")
@require_POST
def restore_organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.restorable_by(request.user)
    organisation: Any = get_object_or_404(own.named(), slug=slug)
    removal.restore(organisation, by=request.user)
    text = _("“%(name)s” is back, as it was before.")
    messages.success(request, text % {"name": organisation.title})
    return redirect("members:file", slug)


def _address(number: int) -> str:
    return urlencode({"seite": number})
