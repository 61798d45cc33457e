"""Links that show a post before it is online, to whoever has one, for some days.

A link is signed and says until when it holds; it shows the post as it is then. It holds
no longer once the post was thrown away.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from news.models import Post

VALID_FOR = timedelta(days=7)
_SALT = "news.preview"


def address(post: Post) -> str:
    token = signing.dumps(post.uid.hex, salt=_SALT)
    return reverse("news:preview", args=[token])


def find(token: str) -> Post | None:
    """The post that a link shows, or none where it is forged or too old."""
    try:
        uid = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Post.objects.filter(uid=uid).first()
