"""A proposal as a whole: look at it, submit it, take it back, give it up."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from alliance.version import public_version
from members import draft_logos, moderation
from members.access import for_editors
from members.comparing import compared
from members.directory.vocabulary import vocabulary
from members.models import Facet, Profile
from members.moderation import DecidedError
from members.preview import preview as portrait_of
from members.standing import Held, standing
from members.states import EDITABLE, ProfileState
from members.views.workspace.steps import PREVIEW, WORDS, mine, step_page


@for_editors
@require_safe
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """As the public will see it, or sees it now, and what is different."""
    one = mine(request, slug)
    shows_live = bool(one.live and request.GET.get("stand") == "online")
    profile = one.live if shows_live else one.shown
    context: dict[str, object] = {
        "standing": standing(one),
        "shows_live": shows_live,
        "is_editable": _is_editable(one),
        "changes": compared(one),
        "lacks_name": bool(one.open and not one.open.name),
    }
    if profile:
        context |= _portrait(one, profile)
    return step_page(request, one, PREVIEW, context)


def _portrait(one: Held, profile: Profile) -> dict[str, object]:
    found = portrait_of(profile)
    words = vocabulary(public_version())
    return {
        "portrait": found,
        "cities": words.named(Facet.CITY, found.city_ids),
        "logo_address": draft_logos.address(one.organisation, found.logo),
        "is_preview": True,
    }


@for_editors
@require_POST
def submit(request: SignedInRequest, slug: str) -> HttpResponse:
    one = mine(request, slug)
    try:
        moderation.submit(_proposal(one), by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(PREVIEW, slug)
    except DecidedError as decided:
        # Twice the same wish is no mistake.
        if decided.profile.state != ProfileState.SUBMITTED:
            raise
        messages.success(request, _("This change is submitted already."))
    else:
        messages.success(request, _("Submitted. The coordination looks at it now."))
    return redirect("members:desk", slug)


@for_editors
@require_POST
def take_back(request: SignedInRequest, slug: str) -> HttpResponse:
    one = mine(request, slug)
    moderation.take_back(_proposal(one), by=request.user)
    messages.success(request, _("Taken back. You can go on writing."))
    return redirect(WORDS, slug)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedInRequest, slug: str) -> HttpResponse:
    """Asks once; what is online stays."""
    one = mine(request, slug)
    if request.method == "POST":
        moderation.discard(_proposal(one), by=request.user)
        messages.success(request, _("Discarded. What is online has stayed as it was."))
        return redirect("members:desk", slug)
    context = {
        "organisation": one.organisation,
        "one": one,
        "is_editable": _is_editable(one),
        "changes": compared(one),
    }
    return render(request, "members/workspace/discard.html", context)


def _is_editable(one: Held) -> bool:
    return bool(one.open and one.open.state in EDITABLE)


def _proposal(one: Held) -> Profile:
    if one.open is None:
        raise WrongStateError(f"{one.organisation} has no proposal.")
    return one.open
