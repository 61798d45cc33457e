"""A coordinator writes for a member, and it is online at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alliance.http import SignedInRequest
from alliance.kept import typed
from members import on_behalf
from members.forms.beginning import Meeting
from members.forms.terms import TermsForm
from members.forms.words import WordsForm
from members.merging import ConflictError
from members.models import Organisation, Profile
from members.review import review
from networks.access import for_coordination


class Forms(NamedTuple):
    """All words and all terms, sent together."""

    words: WordsForm
    terms: TermsForm

    @property
    def meetings(self) -> list[Meeting]:
        return [*self.words.meetings, *self.terms.meetings]

    def are_valid(self) -> bool:
        # Both are asked, so that all that is wrong is said at once.
        return self.words.is_valid() & self.terms.is_valid()

    def meet(self, error: ConflictError) -> None:
        for form in self:
            names = form.wanted().keys() & error.conflicts.keys()
            form.meet({name: error.conflicts[name] for name in sorted(names)})


@for_coordination
@require_http_methods(["GET", "HEAD", "POST"])
def edit_for(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.vouched_for_by(request.user).named()
    organisation = get_object_or_404(own, slug=slug)
    live = organisation.profiles.published().first()
    shown = live or Profile(organisation=organisation)
    data = typed(request)
    forms = Forms(WordsForm(data, shown=shown), TermsForm(data, shown=shown))
    if request.method != "POST":
        return _page(request, organisation, forms)
    if not forms.are_valid():
        return _page(request, organisation, forms, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _save(request, organisation, forms)


def _save(
    request: SignedInRequest, organisation: Organisation, forms: Forms
) -> HttpResponse:
    content = {**forms.words.content(), **forms.terms.content()}
    began = {**forms.words.began(), **forms.terms.began()}
    try:
        published = on_behalf.write_for(
            organisation, content=content, began=began, by=request.user
        )
    except ConflictError as error:
        forms.meet(error)
        return _page(request, organisation, forms, HTTPStatus.CONFLICT)
    except ValidationError as error:
        forms.words.add_error(None, error)
        return _page(request, organisation, forms, HTTPStatus.UNPROCESSABLE_ENTITY)
    _tell(request, published)
    return redirect("members:file", organisation.slug)


def _tell(request: SignedInRequest, published: Profile | None) -> None:
    if published:
        messages.success(request, _("It is online; the editors get a letter."))
    else:
        messages.success(request, _("Nothing was different, so nothing was changed."))


def _page(
    request: SignedInRequest,
    organisation: Organisation,
    forms: Forms,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    live = organisation.profiles.published().first()
    proposal = organisation.profiles.open().first()
    # What its writers have not submitted yet is theirs alone.
    submitted = organisation.profiles.awaiting_review().first()
    context = {
        "organisation": organisation,
        "forms": forms,
        "proposal": proposal,
        "review": review(submitted, live) if submitted else None,
    }
    return render(request, "members/coordination/edit_for.html", context, status=status)
