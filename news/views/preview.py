"""A post before it is online, for whoever has a link to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alliance.audience import Audience, for_audience
from alliance.errors import GoneError
from alliance.http import AnyRequest
from news import preview as links
from news import reading
from news.models import Post
from news.views.public import send

_OVER = _(
    "A preview ends after seven days, or when the post is withdrawn. Please ask for a "
    "new link."
)


def _found(token: str) -> Post:
    if (post := links.find(token)) is None:
        raise GoneError(_OVER)
    return post


@for_audience(Audience.PUBLIC_FORM)
@require_safe
def preview(request: AnyRequest, token: str) -> HttpResponse:
    post = _found(token)
    base = reverse("news:preview", args=[token])
    story = reading.story_of(post, pictures_at=f"{base}bild/")
    context = {"post": post, "story": story, "is_noindex": True}
    context |= {"is_preview": True, "pictures_at": f"{base}bild/"}
    return render(request, "news/preview.html", context)


@for_audience(Audience.PUBLIC_FORM)
@require_safe
def picture(_request: AnyRequest, token: str, picture: int, file: str) -> HttpResponse:
    return send(_found(token).pictures.all(), picture, file)
