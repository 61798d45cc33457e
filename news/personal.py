"""What the news hold about a person: what they wrote, and what they answered."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from alliance.models import User
from news.models import Bearing, Post


def data(user: User) -> dict[str, Any]:
    answered = Bearing.objects.filter(Q(agreed_by=user) | Q(refused_by=user))
    return {
        "meldungen": [_post(one) for one in _written(user)],
        "antworten_auf_meldungen": list(
            answered.order_by("pk").values(
                *("agreed_at", "refused_at"),
                meldung=F("post__title"),
                netzwerk=F("network__slug"),
            )
        ),
        "fuer_alle_getragene_meldungen": list(
            Post.objects.filter(vouched_by=user)
            .order_by("pk")
            .values("title", "vouched_at")
        ),
    }


def _written(user: User) -> QuerySet[Post]:
    posts = Post.objects.filter(author=user).select_related("network")
    return posts.order_by("pk")


def _post(post: Post) -> dict[str, Any]:
    return {
        "titel": post.title,
        "kurz": post.teaser,
        "text": post.body,
        "netzwerk": post.network.slug if post.network else None,
        "stand": post.state,
        "begonnen": post.created_at,
        "zuerst_online": post.first_released_at,
    }


def consequences(user: User) -> list[str]:
    if _written(user).exists():
        return [_("Posts that you have written stay, without your name.")]
    return []


def forget(_user: User) -> None:
    """A post names nobody but by the account, of which a number is left."""
