"""Who edits an organisation, who is invited, and who may see and change what."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance.http import SignedInRequest
from members import insight, invitations
from members.access import for_editors
from members.forms.team import InviteForm
from members.models import Editor, Invitation, Organisation
from members.views.sending import once_only, sending
from members.views.workspace.finding import kept


class Member(NamedTuple):
    """An editor, and what the reader may do about it."""

    editor: Editor
    is_reader: bool
    needs_access: bool
    may_remove: bool
    may_become_main: bool


@for_editors
@require_safe
def team(request: SignedInRequest, slug: str) -> HttpResponse:
    return _page(request, kept(request.user, slug))


@for_editors
@once_only("members:team", "slug")
@sending
@require_POST
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = kept(request.user, slug)
    form = InviteForm(request.POST, may_head=_may_head(request, organisation))
    if not form.is_valid():
        return _page(request, organisation, form)
    asked = form.cleaned_data
    is_main = asked.get("is_main", False)
    try:
        invitations.invite(
            organisation, asked["email"], is_main=is_main, by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, organisation, form)
    messages.success(request, _("The invitation to %(email)s is on its way.") % asked)
    return redirect("members:team", slug)


@for_editors
@once_only("members:team", "slug")
@sending
@require_POST
def renew_invitation(
    request: SignedInRequest, slug: str, invitation: int
) -> HttpResponse:
    found = _invitation(request, slug, invitation)
    invitations.renew(found, by=request.user)
    messages.success(
        request,
        _("A new link is on its way to %(email)s; the old one no longer works.")
        % {"email": found.email},
    )
    return redirect("members:team", slug)


@for_editors
@once_only("members:team", "slug")
@require_POST
def revoke_invitation(
    request: SignedInRequest, slug: str, invitation: int
) -> HttpResponse:
    found = _invitation(request, slug, invitation)
    invitations.revoke(found, by=request.user)
    messages.success(
        request,
        _("The invitation to %(email)s is revoked; its link no longer works.")
        % {"email": found.email},
    )
    return redirect("members:team", slug)


@for_editors
@once_only("members:team", "slug")
@sending
@require_POST
def send_access(request: SignedInRequest, slug: str, editor: int) -> HttpResponse:
    own = Organisation.objects.coordinated_by(request.user).kept_by(request.user)
    organisation = get_object_or_404(own, slug=slug)
    editors = organisation.editors.select_related("organisation", "person")
    found = get_object_or_404(editors, pk=editor)
    try:
        invitation = invitations.send_access(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("members:team", slug)
    messages.success(
        request,
        _("The invitation to %(email)s is on its way.") % {"email": invitation.email},
    )
    return redirect("members:team", slug)


def _invitation(request: SignedInRequest, slug: str, pk: int) -> Invitation:
    own = Invitation.objects.kept_by(request.user).select_related("organisation")
    return get_object_or_404(own, organisation__slug=slug, pk=pk)


def _may_head(request: SignedInRequest, organisation: Organisation) -> bool:
    own = Organisation.objects.headed_by(request.user)
    return own.filter(pk=organisation.pk).exists()


def _page(
    request: SignedInRequest, organisation: Organisation, form: InviteForm | None = None
) -> HttpResponse:
    may_head = _may_head(request, organisation)
    own = Invitation.objects.kept_by(request.user).filter(pk=OuterRef("pk"))
    invited = organisation.invitations.awaiting_answer().annotate(is_own=Exists(own))
    editors = list(organisation.editors.select_related("person"))
    members = _members(request, editors, may_head=may_head)
    context = {
        "organisation": organisation,
        "members": members,
        "main": next((one.editor for one in members if one.editor.is_main), None),
        "is_editor": any(one.is_reader for one in members),
        "invitations": invited.select_related("inviter"),
        "now": timezone.now(),
        "groups": insight.groups(organisation, editors),
        "form": form or InviteForm(may_head=may_head),
    }
    status = 422 if form else 200
    return render(request, "members/workspace/team.html", context, status=status)


def _members(
    request: SignedInRequest, editors: list[Editor], *, may_head: bool
) -> list[Member]:
    own = Organisation.objects.coordinated_by(request.user)
    unseen = Editor.objects.never_signed_in().filter(organisation__in=own)
    unseen = unseen.filter(pk__in=[editor.pk for editor in editors])
    strangers = set(unseen.values_list("pk", flat=True))
    return [
        Member(
            editor,
            is_reader=(is_reader := editor.person_id == request.user.pk),
            needs_access=editor.pk in strangers,
            may_remove=may_head and not is_reader,
            may_become_main=may_head and not editor.is_main,
        )
        for editor in editors
    ]
