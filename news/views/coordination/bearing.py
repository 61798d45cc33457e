"""Who bears a post: its writers ask, the coordinations of others answer."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from members.views.sending import once_only
from networks.access import for_coordination
from networks.models import Network
from networks.querysets import NetworkQuerySet
from news import cosigning, preview, reading
from news.forms import AskForm, SeenForm
from news.models import Bearing, Post
from news.standing import standing
from news.views.coordination.finding import own, readable


@for_coordination
@require_safe
def bearers(request: SignedInRequest, post: int) -> HttpResponse:
    found = own(request, post)
    return _page(request, found, AskForm(networks=_others(found)))


@for_coordination
@once_only("news:bearers", "post")
@require_POST
def ask(request: SignedInRequest, post: int) -> HttpResponse:
    found = own(request, post)
    form = AskForm(request.POST, networks=_others(found))
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, found, form, status)
    cosigning.ask(found, form.cleaned_data["networks"], by=request.user)
    messages.success(request, _("They are asked; each answers with one click."))
    return redirect("news:bearers", post)


@for_coordination
@once_only("news:bearers", "post")
@require_POST
def take_back(request: SignedInRequest, post: int, network: str) -> HttpResponse:
    found = own(request, post)
    bearing = get_object_or_404(found.bearings, network__slug=network)
    cosigning.take_back(bearing, by=request.user)
    messages.success(request, _("That network is asked no longer."))
    return redirect("news:bearers", post)


def _others(post: Post) -> NetworkQuerySet:
    asked = post.bearings.values("network")
    return Network.objects.exclude(pk__in=asked)


def _page(
    request: SignedInRequest,
    post: Post,
    form: AskForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    bearings = post.bearings.select_related("network", "agreed_by", "refused_by")
    context = {
        "post": post,
        "form": form,
        "bearings": bearings.order_by("network__position"),
        "may_vouch": Post.objects.vouched_for_by(request.user)
        .filter(pk=post.pk)
        .exists(),
        "standing": standing(post),
        "part": "bearers",
    }
    return render(request, "news/coordination/bearers.html", context, status=status)


@for_coordination
@require_safe
def look(request: SignedInRequest, post: int) -> HttpResponse:
    """As its readers would see it, and what one's own networks are asked."""
    return _look(request, readable(request, post))


def _look(
    request: SignedInRequest, post: Post, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    pictures_at = f"{preview.address(post)}bild/"
    own_bearings = post.bearings.decided_by(request.user).select_related("network")
    context = {
        "post": post,
        "story": reading.story_of(post, pictures_at=pictures_at),
        "pictures_at": pictures_at,
        "bearings": own_bearings.exclude(network=post.network),
        "standing": standing(post),
        "is_changed": status == HTTPStatus.CONFLICT,
    }
    return render(request, "news/coordination/look.html", context, status=status)


@for_coordination
@once_only("news:look", "post")
@require_POST
def agree(request: SignedInRequest, post: int, network: str) -> HttpResponse:
    bearing = _asked(request, post, network)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        with transaction.atomic():
            cosigning.agree(bearing, seen=form.cleaned_data["seen"], by=request.user)
    except WrongStateError:
        return _too_late(request, bearing)
    text = _("%(network)s bears “%(title)s” from now on.")
    return _done(request, bearing, text)


@for_coordination
@once_only("news:look", "post")
@require_POST
def refuse(request: SignedInRequest, post: int, network: str) -> HttpResponse:
    bearing = _asked(request, post, network)
    try:
        with transaction.atomic():
            cosigning.refuse(bearing, by=request.user)
    except WrongStateError:
        return _too_late(request, bearing)
    return _done(request, bearing, _("%(network)s does not bear “%(title)s”."))


@for_coordination
@once_only("news:bearers", "post")
@require_POST
def vouch(request: SignedInRequest, post: int) -> HttpResponse:
    """The office speaks for all."""
    found = get_object_or_404(Post.objects.vouched_for_by(request.user), pk=post)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Http404
    cosigning.vouch(found, seen=form.cleaned_data["seen"], by=request.user)
    messages.success(request, _("The office bears the post for the whole alliance."))
    return redirect("news:bearers", post)


def _asked(request: SignedInRequest, post: int, network: str) -> Bearing:
    mine = Bearing.objects.decided_by(request.user).select_related("post", "network")
    return get_object_or_404(mine, post=post, network__slug=network)


def _done(request: SignedInRequest, bearing: Bearing, text: str) -> HttpResponse:
    facts = {"network": bearing.network, "title": bearing.post.title}
    messages.success(request, text % facts)
    return redirect("news:look", bearing.post_id)


def _too_late(request: SignedInRequest, bearing: Bearing) -> HttpResponse:
    """Answered by a colleague, or the text is another one by now."""
    post = readable(request, bearing.post_id)
    return _look(request, post, HTTPStatus.CONFLICT)
