"""Where a site lies on the map: a first guess by its postal code, put right by hand."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from alliance.http import SignedInRequest
from members import locations, places
from members.access import for_editors
from members.forms.points import PointForm
from members.merging import ConflictError
from members.models import Site
from members.views.workspace.finding import form_page, kept, sent

STEPS = (100, 500)  # metres
WAYS = {
    "north": (_("North"), 1, 0),
    "south": (_("South"), -1, 0),
    "west": (_("West"), 0, -1),
    "east": (_("East"), 0, 1),
}
# What a button says, and how many metres it goes to the north and to the east.
MOVES = {
    f"{way}-{metres}": (north * metres, east * metres)
    for way, (_name, north, east) in WAYS.items()
    for metres in STEPS
}
BUTTONS = [
    (name, [(metres, f"{way}-{metres}") for metres in STEPS])
    for way, (name, _north, _east) in WAYS.items()
]


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def site_point(request: SignedInRequest, slug: str, site: int) -> HttpResponse:
    organisation = kept(request.user, slug)
    found = get_object_or_404(organisation.sites, pk=site)
    shown = [found.latitude, found.longitude]
    form = PointForm(sent(request), site=found, shown=shown)
    if not form.is_valid():
        return _page(request, found, form)
    if move := MOVES.get(request.POST.get("move", "")):
        return _page(request, found, form.moved(*move))
    return _save(request, found, form)


def _save(request: SignedInRequest, site: Site, form: PointForm) -> HttpResponse:
    point, began = list(form.point()), form.cleaned_data["began"]
    try:
        locations.change(site, said={"point": point}, began=began, by=request.user)
    except ConflictError as conflict:
        now = cast("list[float]", conflict.conflicts["point"].theirs)
        form = PointForm(site=site, shown=point, began=now)
        return _page(request, site, form, status=HTTPStatus.CONFLICT, theirs=now)
    messages.success(request, _("The point is saved."))
    return redirect("members:sites", site.organisation.slug)


def _page(
    request: SignedInRequest,
    site: Site,
    form: PointForm,
    *,
    status: int = 0,
    theirs: object = None,
) -> HttpResponse:
    return form_page(
        request,
        "site_point",
        status,
        form=form,
        organisation=site.organisation,
        site=site,
        point=form.shown_point(),
        middle=places.find(site.postal_code),
        is_moved=form.shown_point() != (site.latitude, site.longitude),
        theirs=theirs,
        moves=BUTTONS,
    )
