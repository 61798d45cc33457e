"""The steps of a profile as stops of the line, and what their pages have in common."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alliance.http import SignedInRequest
from members import desk
from members.models import Organisation, Profile
from members.saving import Outcome
from members.standing import Held, held
from members.states import ProfileState

WORDS, TERMS, LOGO, PREVIEW = (
    *("members:edit", "members:edit-terms"),
    *("members:edit-logo", "members:preview"),
)
LABELS: dict[str, str | Promise] = {
    WORDS: _("Words"),
    TERMS: _("Terms"),
    LOGO: _("Logo"),
    PREVIEW: _("Preview"),
}
SENTENCES: dict[Outcome, str | Promise] = {
    Outcome.SAVED: _("Saved. Nothing of it is public before it is approved."),
    Outcome.KNOWN: _("This change is saved already."),
    Outcome.UNCHANGED: _("Nothing was different, so there was nothing to save."),
}
CONFLICT, INVALID = HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY
NEXT = {WORDS: TERMS, TERMS: LOGO, LOGO: PREVIEW}


class Stop(NamedTuple):
    page: str
    label: str | Promise
    is_done: bool
    is_current: bool


def mine(request: SignedInRequest, slug: str) -> Held:
    """The organisation whose words the person writes."""
    organisations = Organisation.objects.edited_by(request.user).filter(slug=slug)
    for one in held(organisations):
        return one
    raise Http404


def shown(one: Held) -> Profile:
    """The version that its editors write on; a new one where there is none."""
    return one.shown or Profile(organisation=one.organisation)


def is_locked(one: Held) -> bool:
    """While the coordination looks at it, nobody changes it."""
    return bool(one.open and one.open.state == ProfileState.SUBMITTED)


def step_page(
    request: SignedInRequest,
    one: Held,
    page: str,
    context: Mapping[str, object],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """A step with its form; its template is named like its page."""
    template = page.replace("members:", "members/workspace/").replace("-", "_")
    frame = {
        "organisation": one.organisation,
        "one": one,
        "steps": stops(one, page),
        "is_locked": is_locked(one),
        "answer": desk.answer(one),
    }
    return render(request, f"{template}.html", {**frame, **context}, status=status)


def saved(
    request: SignedInRequest, one: Held, following: str, outcome: Outcome
) -> HttpResponse:
    messages.success(request, str(SENTENCES[outcome]))
    return redirect(following, one.organisation.slug)


def stops(one: Held, page: str) -> list[Stop]:
    profile = shown(one)
    done = {
        WORDS: bool(profile.name and profile.plain and profile.text),
        TERMS: bool(profile.term_ids()),
        LOGO: bool(profile.logo),
        PREVIEW: is_locked(one) or not one.open,
    }
    return [
        Stop(name, label, done[name], name == page) for name, label in LABELS.items()
    ]
