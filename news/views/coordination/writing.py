"""A post as its writers have it before them: words, pictures, and when it goes out."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from alliance.kept import typed
from members.merging import ConflictError
from members.views.sending import once_only
from networks.access import for_coordination
from news import illustrating, preview, publishing, readiness, reading
from news.forms import PictureForm, ReleaseForm
from news.models import Post
from news.post_form import PostForm
from news.standing import SCHEDULED, standing
from news.states import PostState
from news.views.coordination.finding import own

INVALID, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


@for_coordination
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, post: int) -> HttpResponse:
    found = own(request, post)
    form = PostForm(typed(request), shown=found, by=request.user)
    if request.method != "POST":
        return _edit_page(request, found, form)
    if not form.is_valid():
        return _edit_page(request, found, form, INVALID)
    return _save(request, found, form)


def _save(request: SignedInRequest, post: Post, form: PostForm) -> HttpResponse:
    content, began = form.content(), form.began()
    try:
        publishing.save(post, content=content, began=began, by=request.user)
    except ConflictError as error:
        form.meet(error.conflicts)
        return _edit_page(request, post, form, CONFLICT)
    except ValidationError as error:
        form.add_error(None, error)
        return _edit_page(request, post, form, INVALID)
    messages.success(request, _("Saved."))
    goes_on = "weiter" in request.POST
    return redirect("news:release" if goes_on else "news:edit", post.pk)


def _sentences(error: ValidationError) -> ValidationError:
    return ValidationError(error.messages)


def _edit_page(
    request: SignedInRequest,
    post: Post,
    form: PostForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"post": post, "form": form, "standing": standing(post), "part": "edit"}
    return render(request, "news/coordination/edit.html", context, status=status)


@for_coordination
@require_safe
def pictures(request: SignedInRequest, post: int) -> HttpResponse:
    return _pictures_page(request, own(request, post), PictureForm())


@for_coordination
@once_only("news:pictures", "post")
@require_POST
def add_picture(request: SignedInRequest, post: int) -> HttpResponse:
    found = own(request, post)
    form = PictureForm(request.POST, request.FILES)
    if not illustrating.has_room(found):
        form.add_error(None, illustrating.FULL)
    if not form.is_valid():
        return _pictures_page(request, found, form, INVALID)
    illustrating.add(found, form.cleaned_data["picture"], by=request.user)
    messages.success(
        request,
        _("The picture is there. Now choose it under “Text”, or put its line there."),
    )
    return redirect("news:pictures", post)


@for_coordination
@once_only("news:pictures", "post")
@require_POST
def remove_picture(request: SignedInRequest, post: int, picture: int) -> HttpResponse:
    found = own(request, post)
    held = get_object_or_404(found.pictures, pk=picture)
    illustrating.remove(held, by=request.user)
    messages.success(request, _("The picture is gone."))
    return redirect("news:pictures", post)


def _pictures_page(
    request: SignedInRequest,
    post: Post,
    form: PictureForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "post": post,
        "form": form,
        "shown": illustrating.shown(post, at=f"{preview.address(post)}bild/"),
        "standing": standing(post),
        "part": "pictures",
    }
    return render(request, "news/coordination/pictures.html", context, status=status)


@for_coordination
@once_only("news:release", "post")
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: SignedInRequest, post: int) -> HttpResponse:
    found = own(request, post)
    if request.method != "POST":
        return _release_page(request, found, _release_form(found))
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _release_page(request, found, form, INVALID)
    return _release(request, found, form)


def _release(request: SignedInRequest, post: Post, form: ReleaseForm) -> HttpResponse:
    at, seen = form.cleaned_data["at"], form.cleaned_data["seen"]
    try:
        with transaction.atomic():
            released = publishing.release(post, at=at, seen=seen, by=request.user)
    except ValidationError as error:
        form.add_error(None, _sentences(error))
        return _release_page(request, post, form, INVALID)
    except WrongStateError:
        messages.warning(
            request, _("The post was changed meanwhile. Please look at it once more.")
        )
        latest = own(request, post.pk)
        return _release_page(request, latest, _release_form(latest), CONFLICT)
    is_out = released.is_noticed
    text = _("The post is online.") if is_out else _("The post is scheduled.")
    messages.success(request, text)
    return redirect("news:release", post.pk)


def _release_form(post: Post) -> ReleaseForm:
    """Of a scheduled post with its time, or a press of the button were "at once"."""
    at = post.release_at and timezone.localtime(post.release_at)
    is_scheduled = standing(post) == SCHEDULED
    planned = {"day": at.date(), "time": at.time()} if at and is_scheduled else {}
    return ReleaseForm(initial={"seen": post.revision} | planned)


def _release_page(
    request: SignedInRequest,
    post: Post,
    form: ReleaseForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    link = preview.address(post)
    context = {
        "post": post,
        "form": form,
        "story": reading.story_of(post, pictures_at=f"{link}bild/"),
        "pictures_at": f"{link}bild/",
        "preview": link,
        "lacks": _lacks(post),
        "standing": standing(post),
        "part": "release",
    }
    return render(request, "news/coordination/release.html", context, status=status)


def _lacks(post: Post) -> list[tuple[str, str]]:
    """What has to come first: where it is done, and in words."""
    edit, bearers = (
        reverse(f"news:{part}", args=[post.pk]) for part in ("edit", "bearers")
    )
    return [
        (bearers if name == "is_for_all" else f"{edit}#id_{name}", str(sentence))
        for name, sentence in readiness.lacking(post).items()
    ]


@for_coordination
@once_only("news:release", "post")
@require_POST
def withdraw(request: SignedInRequest, post: int) -> HttpResponse:
    withdrawn = publishing.withdraw(own(request, post), by=request.user)
    text = _("The post is not online any more.")
    if withdrawn.state == PostState.DRAFT:
        text = _("The post is a draft again.")
    messages.success(request, text)
    return redirect("news:release", post)
