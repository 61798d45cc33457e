"""What becomes of one membership: it ends, rests, goes on, or moves."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alliance.http import SignedInRequest
from alliance.kept import typed
from members import membership as verbs
from members import moving
from members.forms.belonging import EndForm, MembershipForm, MoveForm, SuspendForm
from members.models import Membership, Organisation
from members.views.sending import once_only
from members.views.workspace.finding import is_accepted
from networks.access import for_coordination


@for_coordination
@once_only("members:file", "slug")
@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(
    request: SignedInRequest, slug: str, membership: int
) -> HttpResponse:
    """With a last day; or with another one, as long as the first lies ahead."""
    held = _find(request, slug, membership)
    form = EndForm(typed(request), membership=held)
    if not is_accepted(request, form):
        is_over = held.until is not None and held.until < timezone.localdate()
        return _page(request, "end_membership", held, form, is_over=is_over)
    said = form.cleaned_data
    if held.until:
        verbs.change_end(held, until=said["until"], by=request.user, seen=said["seen"])
    else:
        verbs.end(
            held,
            until=said["until"],
            reason=said["reason"],
            seen=said["seen"],
            by=request.user,
        )
    text = _("The last day in %(network)s is %(day)s. The editors get a letter.")
    day = date_format(said["until"], "j. F Y")
    return _done(request, held, text, day=day)


@for_coordination
@once_only("members:file", "slug")
@require_POST
def take_back_end(request: SignedInRequest, slug: str, membership: int) -> HttpResponse:
    held = _find(request, slug, membership)
    verbs.change_end(held, until=None, by=request.user, seen=_seen(request))
    text = _("The membership in %(network)s goes on. The editors get a letter.")
    return _done(request, held, text)


@for_coordination
@once_only("members:file", "slug")
@require_http_methods(["GET", "HEAD", "POST"])
def suspend_membership(
    request: SignedInRequest, slug: str, membership: int
) -> HttpResponse:
    held = _find(request, slug, membership)
    form = SuspendForm(typed(request), membership=held)
    if not is_accepted(request, form):
        return _page(request, "suspend_membership", held, form)
    said = form.cleaned_data
    verbs.suspend(held, reason=said["reason"], seen=said["seen"], by=request.user)
    text = _("The membership in %(network)s rests. The editors get a letter.")
    return _done(request, held, text)


@for_coordination
@once_only("members:file", "slug")
@require_POST
def resume_membership(
    request: SignedInRequest, slug: str, membership: int
) -> HttpResponse:
    held = _find(request, slug, membership)
    verbs.resume(held, by=request.user, seen=_seen(request))
    text = _("The membership in %(network)s goes on. The editors get a letter.")
    return _done(request, held, text)


@for_coordination
@once_only("members:file", "slug")
@require_http_methods(["GET", "HEAD", "POST"])
def move_membership(
    request: SignedInRequest, slug: str, membership: int
) -> HttpResponse:
    """At once where the person coordinates both networks; else the other is asked."""
    held = _find(request, slug, membership)
    networks = moving.networks_for(held.organisation)
    form = MoveForm(typed(request), membership=held, networks=networks)
    own = networks.coordinated_by(request.user)
    if not is_accepted(request, form):
        return _page(request, "move_membership", held, form, own=own)
    said, network = form.cleaned_data, form.cleaned_data["network"]
    is_own = own.filter(pk=network.pk).exists()
    change = moving.move if is_own else moving.ask
    change(
        held, network, begins_on=said["begins_on"], seen=said["seen"], by=request.user
    )
    if is_own:
        text = _(
            "From %(day)s on it is a member of %(other)s. The editors get a letter."
        )
    else:
        text = _("%(other)s is asked; its answer comes to you by letter.")
    day = date_format(said["begins_on"], "j. F Y")
    return _done(request, held, text, day=day, other=network)


@for_coordination
@once_only("members:file", "slug")
@require_POST
def withdraw_move(request: SignedInRequest, slug: str, membership: int) -> HttpResponse:
    held = _find(request, slug, membership)
    asked = get_object_or_404(held.moves.open())
    moving.withdraw(asked, by=request.user)
    text = _("The question is taken back; it stays a member of %(network)s.")
    return _done(request, held, text)


def _find(request: SignedInRequest, slug: str, membership: int) -> Membership:
    own = Membership.objects.kept_by(request.user).filter(organisation__slug=slug)
    return get_object_or_404(
        own.select_related("organisation", "network"), pk=membership
    )


def _seen(request: SignedInRequest) -> str:
    """What the button was pressed for; nothing is like no membership."""
    return request.POST.get("seen", "")


def _done(
    request: SignedInRequest, held: Membership, text: str, **words: object
) -> HttpResponse:
    messages.success(request, text % {"network": held.network, **words})
    return redirect("members:file", held.organisation.slug)


def _page(
    request: SignedInRequest,
    template: str,
    held: Membership,
    form: MembershipForm,
    **context: Any,
) -> HttpResponse:
    context |= {
        "membership": held,
        "organisation": Organisation.objects.named().get(pk=held.organisation_id),
        "others": held.organisation.memberships.public().exclude(pk=held.pk),
        "form": form,
    }
    is_refused = request.method == "POST" and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(
        request, f"members/coordination/{template}.html", context, status=status
    )
