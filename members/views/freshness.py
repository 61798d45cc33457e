"""Behind the links of a letter: looking does nothing, the button does."""

from __future__ import annotations

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alliance.http import AnyRequest, View
from alliance.public_forms import carry_out, public_answer, public_form
from members.forms.freshness import AnswerForm
from members.freshness import answering, glance
from members.freshness.answering import Answer, DeadLinkError

TEMPLATES = {
    Answer.RIGHT: "members/freshness/still_right.html",
    Answer.CHANGE: "members/freshness/to_be_changed.html",
    Answer.GONE: "members/freshness/no_longer_there.html",
}


def _discreet(view: View) -> View:
    """One answer for all dead links; the address goes to nobody."""

    @wraps(view)
    def answer(request: AnyRequest, **found: object) -> HttpResponse:
        try:
            response = view(request, **found)
        except DeadLinkError:
            response = render(request, "members/freshness/dead_link.html", status=410)
        # Not "no-referrer": browsers would send the form without its origin then.
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return answer


@public_form
@_discreet
def answer_link(request: AnyRequest, token: str, said: Answer) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        # Sent twice by a double click, it leads to the same page.
        carry_out(form, answering.answer, token, said)
        return _thanks(token, said)
    asked = answering.find(token)
    context = {
        "glance": glance.at(asked.organisation),
        "token": token,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, TEMPLATES[said], context, status=status)


def _thanks(token: str, said: Answer) -> HttpResponse:
    """Addresses without the key, except for the way into one's own area."""
    if said == Answer.RIGHT:
        return redirect("members:thanks-confirmed")
    if said == Answer.GONE:
        return redirect("members:thanks-gone")
    organisation = answering.asked_about(token)
    if organisation is None:
        return redirect("members:workspace")
    return redirect("members:desk", organisation.slug)


@public_answer
def thanks(request: AnyRequest, said: Answer) -> HttpResponse:
    context = {"is_gone": said == Answer.GONE}
    return render(request, "members/freshness/thanks.html", context)
