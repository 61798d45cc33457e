"""What becomes of posts when two organisations become one."""

from __future__ import annotations

from news.models import Post


def follow(into: int, other: int) -> None:
    """Posts that name the one that is gone (its id) name the other from now on."""
    names = Post.organisations.through.objects
    gone = names.filter(organisation=other)
    gone.filter(post__in=names.filter(organisation=into).values("post")).delete()
    gone.update(organisation=into)
