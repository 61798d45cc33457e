"""An organisation's sites: what is saved here is online at once."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from alliance.kept import typed
from alliance.once import SentTwiceError
from members import locations, merging
from members.access import for_editors
from members.forms.removal import RemovalForm
from members.forms.sites import EditSiteForm, NewSiteForm
from members.locations import MOST_SITES, TooManySitesError
from members.merging import ConflictError
from members.models import Organisation, Site
from members.site_rows import differences, listed
from members.views.workspace.finding import form_page, is_accepted, kept, sent

STEPS = {"up": -1, "down": 1}


@for_editors
@require_safe
def sites(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    rows = listed(organisation)
    context = {
        "organisation": organisation,
        "sites": rows,
        "is_full": len(rows) >= MOST_SITES,
        "most": MOST_SITES,
    }
    return render(request, "members/workspace/sites.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def site_new(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    form = NewSiteForm(typed(request))
    if is_accepted(request, form) and (response := _added(request, organisation, form)):
        return response
    return form_page(request, "site_new", form=form, organisation=organisation)


def _added(
    request: SignedInRequest, organisation: Organisation, form: NewSiteForm
) -> HttpResponse | None:
    said, once = form.said(), form.cleaned_data["once"]
    try:
        site = locations.add(organisation, said=said, by=request.user, once=once)
    except SentTwiceError:
        messages.info(request, _("This change is saved already."))
        return redirect("members:sites", organisation.slug)
    except TooManySitesError:
        text = _("More than %(most)s sites are not possible.") % {"most": MOST_SITES}
        form.add_error(None, text)
        return None
    messages.success(
        request,
        _(
            "The site is saved. On the map it lies in the middle of %(code)s now; "
            "here you can move it to its house."
        )
        % {"code": site.postal_code},
    )
    return redirect("members:site-point", organisation.slug, site.pk)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def site_edit(request: SignedInRequest, slug: str, site: int) -> HttpResponse:
    organisation = kept(request.user, slug)
    found = organisation.sites.filter(pk=site).first()
    if found is None:
        return _removed(request, organisation, site)
    form = EditSiteForm(typed(request), site=found, shown=locations.content(found))
    if not is_accepted(request, form):
        return form_page(
            request, "site_edit", form=form, organisation=organisation, site=found
        )
    return _changed(request, found, form, organisation)


def _changed(
    request: SignedInRequest,
    site: Site,
    form: EditSiteForm,
    organisation: Organisation,
) -> HttpResponse:
    said, began = form.said(), form.cleaned_data["began"]
    try:
        saved = locations.change(site, said=said, began=began, by=request.user)
    except ConflictError as conflict:
        return _conflict(request, site, form, conflict, organisation)
    except WrongStateError:
        return _removed(request, organisation, site.pk)
    messages.success(request, _("Saved. It is online now."))
    if saved.postal_code == site.postal_code:
        return redirect("members:sites", organisation.slug)
    return redirect("members:site-point", organisation.slug, site.pk)


def _conflict(
    request: SignedInRequest,
    site: Site,
    form: EditSiteForm,
    conflict: ConflictError,
    organisation: Organisation,
) -> HttpResponse:
    """Both versions side by side; saved once more, the writer's own one stands."""
    now = locations.content(Site.objects.get(pk=site.pk))
    began = form.cleaned_data["began"]
    shown = merging.on_top(now, began=began, wanted=form.said())
    return form_page(
        request,
        "site_edit",
        HTTPStatus.CONFLICT,
        form=EditSiteForm(site=site, shown=shown, began=now),
        differences=differences(form, conflict.conflicts),
        organisation=organisation,
        site=site,
    )


def _removed(
    request: SignedInRequest, organisation: Organisation, site: int
) -> HttpResponse:
    """What was typed for a site that somebody else removed may become a new one."""
    if not request.POST or not locations.was_removed(organisation, site):
        raise Http404
    return form_page(
        request,
        "site_new",
        HTTPStatus.CONFLICT,
        form=NewSiteForm.retyped(request.POST),
        organisation=organisation,
        is_removed=True,
    )


@for_editors
@require_POST
def site_arrange(request: SignedInRequest, slug: str, site: int) -> HttpResponse:
    organisation = kept(request.user, slug)
    found = get_object_or_404(organisation.sites, pk=site)
    if step := STEPS.get(request.POST.get("step", "")):
        locations.arrange(found, step=step, by=request.user)
    return redirect("members:sites", organisation.slug)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def site_remove(request: SignedInRequest, slug: str, site: int) -> HttpResponse:
    organisation = kept(request.user, slug)
    if request.method == "POST" and locations.was_removed(organisation, site):
        messages.info(request, _("This change is saved already."))
        return redirect("members:sites", slug)
    found = get_object_or_404(organisation.sites, pk=site)
    form = RemovalForm(sent(request), initial={"seen": locations.sight(found)})
    if not form.is_valid():
        return form_page(
            request,
            "site_remove",
            form=form,
            organisation=organisation,
            site=found,
            is_needed=locations.is_needed(organisation),
        )
    locations.remove(found, by=request.user, seen=form.cleaned_data["seen"])
    messages.success(request, _("The site is removed."))
    return redirect("members:sites", organisation.slug)
