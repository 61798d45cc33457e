"""The steps in which an editor writes: each has its address and is saved alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from alliance.http import SignedInRequest
from alliance.kept import typed
from members import saving
from members.access import for_editors
from members.forms.beginning import BeginningForm
from members.forms.terms import TermsForm
from members.forms.words import WordsForm
from members.merging import ConflictError
from members.moderation import DecidedError
from members.saving import Outcome
from members.standing import Held
from members.views.workspace.steps import (
    CONFLICT,
    INVALID,
    NEXT,
    TERMS,
    WORDS,
    mine,
    saved,
    shown,
    step_page,
)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    one = mine(request, slug)
    return _step(request, one, WORDS, WordsForm(typed(request), shown=shown(one)))


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def edit_terms(request: SignedInRequest, slug: str) -> HttpResponse:
    one = mine(request, slug)
    return _step(request, one, TERMS, TermsForm(typed(request), shown=shown(one)))


def _step(
    request: SignedInRequest, one: Held, page: str, form: BeginningForm
) -> HttpResponse:
    if request.method != "POST":
        return step_page(request, one, page, {"form": form})
    if not form.is_valid():
        return step_page(request, one, page, {"form": form}, status=INVALID)
    try:
        outcome = _save(request, one, form)
    except ConflictError as conflict:
        form.meet(conflict.conflicts)
        return step_page(request, one, page, {"form": form}, status=CONFLICT)
    except DecidedError:
        # Submitted since the page was read; what was typed can still be saved.
        context = {"form": form, "is_locked": False, "is_too_late": True}
        return step_page(request, one, page, context, status=CONFLICT)
    following = page if "bleiben" in request.POST else NEXT[page]
    return saved(request, one, following, outcome)


def _save(request: SignedInRequest, one: Held, form: BeginningForm) -> Outcome:
    takes_back = "zurueckziehen" in request.POST
    save = saving.take_back_and_save if takes_back else saving.save
    content, began = form.content(), form.began()
    return save(one.organisation, content=content, began=began, by=request.user)
