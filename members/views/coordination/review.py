"""A proposal beside what is online, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest, View
from alliance.version import public_version
from members import logos, moderation
from members.directory.vocabulary import vocabulary
from members.forms.review import DecisionForm, PartForm, ReturnForm
from members.models import Facet, Organisation, Profile
from members.moderation import DecidedError
from members.preview import preview
from members.review import Review, lives, row_of
from members.review import review as read
from members.states import ProfileState
from networks.access import for_coordination


def _decision(decide: Callable[[SignedInRequest, Profile], HttpResponse]) -> View:
    """A view that decides about what its form says was seen."""

    @for_coordination
    @require_POST
    @wraps(decide)
    def answer(request: SignedInRequest, slug: str) -> HttpResponse:
        profile = _find(request, slug, seen=request.POST.get("seen", ""))
        try:
            if profile.state != ProfileState.SUBMITTED:
                raise DecidedError(profile)
            return decide(request, profile)
        except WrongStateError:
            return _too_late(request, _find(request, slug, seen=str(profile.pk)))

    return answer


@for_coordination
@require_safe
def review(request: SignedInRequest, slug: str) -> HttpResponse:
    profile = _find(request, slug)
    if profile.state != ProfileState.SUBMITTED:
        return _decided(request, profile, HTTPStatus.OK)
    proof = _read(profile)
    return _page(request, proof, DecisionForm(changed=proof.changed))


@_decision
def publish(request: SignedInRequest, profile: Profile) -> HttpResponse:
    moderation.publish(profile, by=request.user, seen=request.POST.get("seen", ""))
    return _done(request, _("“%(name)s” is online."), profile)


@_decision
def publish_part(request: SignedInRequest, profile: Profile) -> HttpResponse:
    proof = _read(profile)
    form = PartForm(request.POST, changed=proof.changed)
    if not form.is_valid():
        return _page(request, proof, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    moderation.publish_part(profile, by=request.user, **form.decision())
    text = _("A part of “%(name)s” is online; the rest goes back to the editors.")
    return _done(request, text, profile)


@_decision
def send_back(request: SignedInRequest, profile: Profile) -> HttpResponse:
    proof = _read(profile)
    form = ReturnForm(request.POST, changed=proof.changed)
    if not form.is_valid():
        return _page(request, proof, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    moderation.send_back(profile, by=request.user, **form.decision())
    text = _("“%(name)s” goes back to the editors, with your answer.")
    return _done(request, text, profile)


@for_coordination
@require_safe
def proposed_logo(request: SignedInRequest, slug: str, digest: str) -> HttpResponse:
    waiting = Profile.objects.awaiting_decision_by(request.user)
    profile = get_object_or_404(waiting, organisation__slug=slug)
    for name in _read(profile).logos:
        if logos.digest(name) == digest and (content := logos.plate(name)):
            return HttpResponse(content, content_type="image/webp")
    raise Http404


@for_coordination
@require_safe
def proposed(request: SignedInRequest, slug: str) -> HttpResponse:
    """The whole page as the public would see it."""
    waiting = Profile.objects.awaiting_decision_by(request.user)
    profile = get_object_or_404(
        waiting.select_related("organisation"), organisation__slug=slug
    )
    portrait = preview(profile)
    names = [slug, logos.digest(portrait.logo)]
    context = {
        "organisation": profile.organisation,
        "portrait": portrait,
        "cities": vocabulary(public_version()).named(Facet.CITY, portrait.city_ids),
        "logo_address": portrait.logo and reverse("members:proposed-logo", args=names),
        "is_preview": True,
    }
    return render(request, "members/coordination/proposed.html", context)


def _find(request: SignedInRequest, slug: str, *, seen: str = "") -> Profile:
    """What was seen; else what waits, or about what was decided last."""
    profiles = Profile.objects.in_the_hands_of(request.user)
    profiles = (
        profiles.filter(organisation__slug=slug)
        .select_related("organisation", "author", "reviewer", "return_reason")
        .prefetch_related("terms")
    )
    if row := row_of(seen):
        return get_object_or_404(profiles, pk=row)
    if profile := profiles.proposed().first():
        return profile
    raise Http404


def _read(profile: Profile) -> Review:
    return read(profile, lives([profile]).get(profile.organisation_id))


def _done(request: SignedInRequest, text: str, profile: Profile) -> HttpResponse:
    messages.success(request, text % {"name": profile.name})
    return redirect("members:worklist")


def _too_late(request: SignedInRequest, profile: Profile) -> HttpResponse:
    """Told what happened meanwhile; what was typed is kept."""
    if profile.state != ProfileState.SUBMITTED:
        if profile.reviewer == request.user:
            # A button that was pressed twice.
            return redirect("members:worklist")
        return _decided(request, profile, HTTPStatus.CONFLICT)
    proof = _read(profile)
    form = DecisionForm(changed=proof.changed, kept=request.POST)
    return _page(request, proof, form, status=HTTPStatus.CONFLICT)


def _decided(
    request: SignedInRequest, profile: Profile, status: HTTPStatus
) -> HttpResponse:
    is_returned = profile.state == ProfileState.RETURNED
    context = {
        # Not the proposal's own name: its writers may be at it again.
        "subject": Organisation.objects.named().get(pk=profile.organisation_id),
        "verdict": "yes" if profile.published_at else "no" if is_returned else "",
        "who": profile.reviewer,
        "at": profile.reviewed_at,
        "reason": profile.return_reason,
        "note": profile.review_note,
        "typed": request.POST.get("note", ""),
    }
    return render(request, "members/coordination/decided.html", context, status=status)


def _page(
    request: SignedInRequest,
    proof: Review,
    form: DecisionForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "review": proof,
        "form": form,
        "organisation": proof.profile.organisation,
        # Whoever corrects an answer has looked at what was there before.
        "seen": form.data.get("seen") or proof.sight,
        "is_first": proof.live is None,
        "is_changed": status == HTTPStatus.CONFLICT,
    }
    return render(request, "members/coordination/review.html", context, status=status)
