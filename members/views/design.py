"""The design system on one page, for the office and for whoever changes it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance.audience import Audience, for_audience
from alliance.http import SignedInRequest
from alliance.pager import Page
from members.design import SampleForm, tokens
from members.directory.draw import draw
from members.directory.overview import overview
from members.directory.query import Query
from members.directory.search import search
from members.directory.vocabulary import Vocabulary
from members.models import Facet


@for_audience(Audience.OFFICE)
@require_safe
def design(request: SignedInRequest) -> HttpResponse:
    day = timezone.localdate()
    words = Vocabulary()
    wrong = SampleForm({"email": "kein-at"}, auto_id="falsch_%s")
    wrong.add_error(None, _("Someone else saved this page meanwhile."))
    context = {
        "tokens": tokens(),
        "results": search(Query(seed="gestaltung"), vocabulary=words, day=day),
        "overview": overview(vocabulary=words, day=day),
        "cities": words.values[Facet.CITY],
        "faces": draw(3, seed="gestaltung", day=day),
        "form": SampleForm(),
        "wrong": wrong,
        "pages": [
            Page(number, f"seite={number}" if number else "")
            for number in (1, 0, 4, 5, 6, 0, 9)
        ],
    }
    return render(request, "members/design.html", context)
