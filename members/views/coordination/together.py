"""Several members at once: chosen in the list, shown once more, then done."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alliance.http import SignedInRequest
from members import together
from members.forms.together import ActionForm, TogetherForm
from members.together import Action, Chosen
from members.views.sending import once_only
from networks.access import for_coordination


@for_coordination
@require_POST
def choose_members(request: SignedInRequest) -> HttpResponse:
    """Shows what would be done; nothing is done yet."""
    action, slugs = _asked(request)
    if not slugs or len(slugs) > together.MOST:
        messages.warning(request, _("Please tick members in the list, at most 500."))
        return redirect("members:members")
    chosen = together.choose(action, slugs, by=request.user)
    form = TogetherForm(action=action, chosen=chosen)
    return _page(request, action, slugs, chosen, form)


@for_coordination
@once_only("members:members")
@require_POST
def change_members(request: SignedInRequest) -> HttpResponse:
    action, slugs = _asked(request)
    chosen = together.choose(action, slugs, by=request.user)
    form = TogetherForm(request.POST, action=action, chosen=chosen)
    if not form.is_valid() or not chosen.number:
        return _page(request, action, slugs, chosen, form)
    until = form.cleaned_data.get("until")
    number = together.carry_out(action, chosen, until=until, by=request.user)
    text = ngettext("Done for one.", "Done for %(number)s.", number)
    messages.success(request, text % {"number": number})
    is_gone = action == Action.REMOVE
    return redirect("members:removed" if is_gone else "members:members")


def _asked(request: SignedInRequest) -> tuple[Action, list[str]]:
    form = ActionForm(request.POST)
    if not form.is_valid():
        raise Http404
    slugs = dict.fromkeys(request.POST.getlist("wahl")[: together.MOST + 1])
    return Action(form.cleaned_data["tun"]), list(slugs)


def _page(
    request: SignedInRequest,
    action: Action,
    slugs: list[str],
    chosen: Chosen,
    form: TogetherForm,
) -> HttpResponse:
    context = {"action": action, "slugs": slugs, "chosen": chosen, "form": form}
    context |= {"is_removal": action == Action.REMOVE}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    template = "members/coordination/together.html"
    return render(request, template, context, status=status)
