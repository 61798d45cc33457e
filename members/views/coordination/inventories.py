"""The yearly inventory: a list to work through, line by line."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.http import SignedInRequest
from alliance.kept import typed
from alliance.pager import page_list
from members.filters import filters, narrowed, offered, question
from members.forms.freshness import LineForm, StartForm
from members.freshness import glance, inventories, listing
from members.freshness.inventories import Noted, NotedError
from members.models import Inventory, InventoryItem
from members.paging import page_of
from members.views.sending import once_only
from networks.access import for_coordination
from networks.models import Network
from networks.querysets import NetworkQuerySet


@for_coordination
@require_safe
def inventory_list(request: SignedInRequest) -> HttpResponse:
    return _overview(request)


@for_coordination
@once_only("members:inventories")
@require_POST
def start_inventory(request: SignedInRequest) -> HttpResponse:
    own = Network.objects.coordinated_by(request.user)
    form = StartForm(request.POST, networks=own)
    if form.has_error("network", "invalid_choice"):
        raise Http404
    if not form.is_valid():
        return _overview(request, form)
    try:
        started = inventories.start(form.cleaned_data["network"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return _overview(request, form)
    return redirect("members:inventory", started.pk)


@for_coordination
@require_safe
def inventory(request: SignedInRequest, inventory: int) -> HttpResponse:
    found = _find(request, inventory)
    lines = listing.lines(found)
    sieves = listing.SIEVES
    asked = question(request.GET.dict(), sieves)
    page = page_of(request, narrowed(lines, asked, sieves))
    context = {
        "inventory": found,
        "progress": listing.progress(lines),
        "filters": list(offered(filters(lines, asked, sieves))),
        "page": page,
        "pages": page_list(page.number, page.paginator.num_pages, asked.page),
        "following": listing.following(lines),
    }
    return render(request, "members/coordination/inventory.html", context)


@for_coordination
@require_safe
def print_inventory(request: SignedInRequest, inventory: int) -> HttpResponse:
    """All lines on paper, with room to write."""
    found = _find(request, inventory)
    lines = listing.lines(found)
    context = {
        "inventory": found,
        "lines": lines,
        "progress": listing.progress(lines),
    }
    return render(request, "members/coordination/inventory_paper.html", context)


@for_coordination
@require_http_methods(["GET", "HEAD", "POST"])
def inventory_line(request: SignedInRequest, inventory: int, slug: str) -> HttpResponse:
    found = _find(request, inventory)
    item = get_object_or_404(_items(found), organisation__slug=slug)
    form = LineForm(typed(request), item=item)
    if request.method != "POST":
        return _line(request, item, form)
    if not form.is_valid():
        return _line(request, item, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return _note(request, item, form)
    except NotedError as error:
        form.begin_again(error.item)
        return _line(request, error.item, form, HTTPStatus.CONFLICT)


@for_coordination
@require_http_methods(["GET", "HEAD", "POST"])
def close_inventory(request: SignedInRequest, inventory: int) -> HttpResponse:
    found = _find(request, inventory)
    if request.method == "POST":
        inventories.close(found, by=request.user)
        messages.success(request, _("The inventory is closed."))
        return redirect("members:inventory", found.pk)
    lines = listing.lines(found)
    context = {
        "inventory": found,
        "rest": [line for line in lines if line.is_open],
        "progress": listing.progress(lines),
    }
    return render(request, "members/coordination/inventory_close.html", context)


def _find(request: SignedInRequest, pk: int) -> Inventory:
    own = Inventory.objects.coordinated_by(request.user)
    return get_object_or_404(own.select_related("network", "started_by"), pk=pk)


def _items(found: Inventory) -> QuerySet[InventoryItem]:
    return found.items.select_related("organisation", "noted_by", "inventory__network")


def _startable(request: SignedInRequest) -> NetworkQuerySet:
    own = Network.objects.coordinated_by(request.user)
    return own.exclude(inventories__in=Inventory.objects.open())


def _note(
    request: SignedInRequest, item: InventoryItem, form: LineForm
) -> HttpResponse:
    said = form.cleaned_data
    noted = Noted(said["result"], said["note"])
    found = inventories.note(item, noted=noted, seen=said["seen"], by=request.user)
    if found.closed_at:
        messages.success(request, _("That was the last one. The inventory is closed."))
        return redirect("members:inventory", found.pk)
    messages.success(request, _("It is noted."))
    following = listing.following(listing.lines(found), after=item.pk)
    if following:
        return redirect("members:inventory-line", found.pk, following.slug)
    return redirect("members:inventory", found.pk)


def _line(
    request: SignedInRequest,
    item: InventoryItem,
    form: LineForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    lines = listing.lines(item.inventory)
    context = {
        "inventory": item.inventory,
        "item": item,
        "glance": glance.at(item.organisation),
        "editors": item.organisation.editors.select_related("person"),
        "progress": listing.progress(lines),
        "following": listing.following(lines, after=item.pk),
        "form": form,
        "is_changed": status == HTTPStatus.CONFLICT,
    }
    return render(
        request, "members/coordination/inventory_line.html", context, status=status
    )


def _overview(request: SignedInRequest, form: StartForm | None = None) -> HttpResponse:
    own = Inventory.objects.coordinated_by(request.user).counted()
    found = list(own.select_related("network", "started_by"))
    startable = _startable(request)
    context = {
        "running": [one for one in found if one.closed_at is None],
        "past": [one for one in found if one.closed_at],
        "may_start": startable.exists(),
        "form": form or StartForm(networks=startable),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(
        request, "members/coordination/inventories.html", context, status=status
    )
