"""What was done with an organisation, for those who keep it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alliance.http import SignedInRequest
from alliance.pager import page_list
from members.access import for_editors
from members.history import entries, told
from members.paging import page_of
from members.views.workspace.finding import kept


@for_editors
@require_safe
def history(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    page = page_of(request, entries(organisation))
    context = {
        "organisation": organisation,
        "page": page,
        "pages": page_list(page.number, page.paginator.num_pages, _address),
        "entries": told(page),
    }
    return render(request, "members/workspace/history.html", context)


def _address(number: int) -> str:
    return urlencode({"seite": number})
