"""The step of the logo: upload, look at it, remove it."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from alliance.http import SignedInRequest
from alliance.once import SentTwiceError
from alliance.uploads import ask_again
from members import draft_logos, logos, saving
from members.access import for_editors
from members.forms.logo import LogoForm
from members.merging import ConflictError
from members.models import Organisation
from members.moderation import DecidedError
from members.saving import Outcome
from members.standing import Held
from members.views.workspace.steps import (
    CONFLICT,
    INVALID,
    LOGO,
    mine,
    saved,
    shown,
    step_page,
)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def edit_logo(request: SignedInRequest, slug: str) -> HttpResponse:
    one = mine(request, slug)
    if request.method != "POST":
        return _page(request, one, _new_form(one))
    try:
        return _change(request, one)
    except ConflictError as conflict:
        # Another logo has come since the page was read.
        one = mine(request, slug)
        ours = str(conflict.conflicts["logo"].ours)
        return _conflict(request, one, ours)
    except DecidedError:
        context = {"is_too_late": True}
        return _page(request, one, _new_form(one), status=CONFLICT, **context)


def _change(request: SignedInRequest, one: Held) -> HttpResponse:
    if "entfernen" in request.POST:
        return _put(request, one, "")
    if "gewaehlt" in request.POST:
        name = draft_logos.named(one.organisation, request.POST["gewaehlt"])
        if not name:
            raise Http404
        return _put(request, one, name)
    form = LogoForm(request.POST, request.FILES)
    if not _has_room(one.organisation, form) or not form.is_valid():
        ask_again(form)
        return _page(request, one, form, status=INVALID)
    return _upload(request, one, form)


def _has_room(organisation: Organisation, form: LogoForm) -> bool:
    """Asked before the file is looked at, for that is what costs."""
    try:
        saving.check_quota(organisation)
    except ValidationError as error:
        del form.fields["logo"]
        form.add_error(None, error)
        return False
    return True


def _upload(request: SignedInRequest, one: Held, form: LogoForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        outcome = saving.save_logo(
            one.organisation,
            sent["logo"],
            began=sent["began"],
            token=sent["once"],
            by=request.user,
        )
    except SentTwiceError:
        outcome = Outcome.KNOWN
    return saved(request, one, LOGO, outcome)


def _put(request: SignedInRequest, one: Held, name: str) -> HttpResponse:
    """Take a logo that is stored already, or none."""
    began = {"logo": request.POST.get("began", "")}
    content = {"logo": name}
    outcome = saving.save(
        one.organisation, content=content, began=began, by=request.user
    )
    return saved(request, one, LOGO, outcome)


def _conflict(request: SignedInRequest, one: Held, ours: str) -> HttpResponse:
    context = {
        "is_conflict": True,
        "chosen": draft_logos.sign(one.organisation, ours) if ours else "",
        "ours": ours,
        "ours_address": draft_logos.address(one.organisation, ours),
    }
    return _page(request, one, _new_form(one), status=CONFLICT, **context)


def _new_form(one: Held) -> LogoForm:
    return LogoForm(initial={"began": shown(one).logo.name})


def _page(
    request: SignedInRequest,
    one: Held,
    form: LogoForm,
    *,
    status: int = HTTPStatus.OK,
    **context: object,
) -> HttpResponse:
    logo = shown(one).logo.name or ""
    address = draft_logos.address(one.organisation, logo)
    context |= {"form": form, "logo": logo, "logo_address": address}
    return step_page(request, one, LOGO, context, status=status)


@for_editors
@require_safe
def draft_logo(request: SignedInRequest, slug: str, token: str) -> HttpResponse:
    """A stored logo, drawn as the public would see it; for its keepers alone."""
    for organisation in Organisation.objects.kept_by(request.user).filter(slug=slug):
        name = draft_logos.named(organisation, token)
        if image := name and logos.plate(name):
            return HttpResponse(image, content_type="image/webp")
    raise Http404
