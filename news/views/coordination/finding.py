"""Which post a page is about, for whoever may write or read it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from alliance.http import SignedInRequest
from news.models import Post

_WITH = ("network", "author", "picture", "vouched_by")


def own(request: SignedInRequest, post: int) -> Post:
    found = Post.objects.written_by(request.user).select_related(*_WITH)
    return get_object_or_404(found, pk=post)


def readable(request: SignedInRequest, post: int) -> Post:
    found = Post.objects.read_by(request.user).select_related(*_WITH)
    return get_object_or_404(found, pk=post)
