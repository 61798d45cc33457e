"""Links that show a post before it is online, to whoever has one, for some days.

A link is signed and says until when it holds; it shows the post as it is then. It holds
no longer once the post was thrown away, or withdrawn: what was taken offline is shown
by those links alone that were made afterwards.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from news.models import Post
from news.states import PostState

VALID_FOR = timedelta(days=7)
_SALT = "news.preview"


def address(post: Post) -> str:
    token = signing.dumps([post.uid.hex, _is_withdrawn(post)], salt=_SALT)
    return reverse("news:preview", args=[token])


def find(token: str) -> Post | None:
    """The post that a link shows, or none where it is forged or too old."""
    try:
        uid, shows_withdrawn = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    post = Post.objects.filter(uid=uid).first()
    return post if post and (shows_withdrawn or not _is_withdrawn(post)) else None


def _is_withdrawn(post: Post) -> bool:
    return post.state == PostState.WITHDRAWN
