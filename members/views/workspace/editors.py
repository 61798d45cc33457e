"""Removing editors, handing the main role over, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alliance.http import SignedInRequest
from alliance.ids import row_id
from alliance.kept import typed
from members import team
from members.access import for_editors
from members.forms.team import LeaveForm
from members.models import Editor, Organisation
from members.views.sending import once_only


@for_editors
@once_only("members:team", "slug")
@require_POST
def remove_editor(request: SignedInRequest, slug: str, editor: int) -> HttpResponse:
    found = _headed(request, slug, editor)
    team.remove(found, by=request.user)
    messages.success(
        request,
        _("%(who)s no longer edits this organisation.") % {"who": found.person},
    )
    return redirect("members:team", slug)


@for_editors
@once_only("members:team", "slug")
@require_POST
def hand_over(request: SignedInRequest, slug: str, editor: int) -> HttpResponse:
    found = _headed(request, slug, editor)
    main = row_id(request.POST.get("seen", ""))
    team.hand_over(found, seen=main, by=request.user)
    messages.success(
        request, _("%(who)s is the main editor now.") % {"who": found.person}
    )
    return redirect("members:team", slug)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.edited_by(request.user).named()
    organisation = get_object_or_404(own, slug=slug)
    others = organisation.editors.exclude(person=request.user)
    form = LeaveForm(typed(request), is_last=not others.exists())
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        team.leave(organisation, note=note, by=request.user)
        messages.success(request, _("You no longer edit this organisation."))
        return redirect("members:arrival")
    mine = organisation.editors.main().filter(person=request.user)
    context = {
        "organisation": organisation,
        "form": form,
        "others": others.exists(),
        "is_main": mine.exists(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "members/workspace/leave.html", context, status=status)


def _headed(request: SignedInRequest, slug: str, pk: int) -> Editor:
    own = Editor.objects.headed_by(request.user)
    people = own.select_related("person", "organisation")
    return get_object_or_404(people, organisation__slug=slug, pk=pk)
