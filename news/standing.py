"""How a post stands, in a word; what lists filter by."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.models import Post
from news.querysets import PostQuerySet
from news.states import PostState

SCHEDULED, ONLINE = "geplant", "online"
DRAFT, WITHDRAWN = "entwurf", "zurueckgezogen"

LABELS: dict[str, str | Promise] = {
    DRAFT: _("Draft"),
    SCHEDULED: _("Scheduled"),
    ONLINE: _("Online"),
    WITHDRAWN: _("Withdrawn"),
}


def having(posts: PostQuerySet, label: str | None) -> PostQuerySet:
    """Those that stand so; all without a label."""
    rows = {
        ONLINE: posts.public(),
        SCHEDULED: posts.scheduled(),
        DRAFT: posts.filter(state=PostState.DRAFT),
        WITHDRAWN: posts.filter(state=PostState.WITHDRAWN),
    }
    return rows.get(label or "", posts)


def standing(post: Post) -> str:
    if post.state == PostState.WITHDRAWN:
        return WITHDRAWN
    if post.state == PostState.DRAFT:
        return DRAFT
    is_out = post.release_at is not None and post.release_at <= timezone.now()
    return ONLINE if is_out else SCHEDULED
