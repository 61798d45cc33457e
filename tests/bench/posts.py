"""Posts, as many as an alliance writes in decades."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from itertools import cycle, islice
from uuid import uuid4

from news.models import Bearing, Post

MOST = 5_000
A_DAY = timedelta(days=1)


def fill(size: int) -> None:
    """Up to as many as there are organisations: the demo's, again and again."""
    there = list(Post.objects.public().newest_first().prefetch_related("bearings"))
    missing = min(size, MOST) - len(there)
    if missing <= 0:
        return
    first = there[-1].first_released_at
    found = list(islice(cycle(there), missing))
    again = [
        _copy(one, number, first - number * A_DAY) for number, one in enumerate(found)
    ]
    Post.objects.bulk_create(again)
    Bearing.objects.bulk_create(
        Bearing(post=new, network_id=bearing.network_id, agreed_at=bearing.agreed_at)
        for old, new in zip(found, again, strict=True)
        for bearing in old.bearings.all()
    )


def _copy(post, number, at):
    new = copy(post)
    new.pk, new.uid, new.slug = None, uuid4(), f"{post.slug}-{number}"
    new.release_at = new.first_released_at = new.changed_at = at
    new._state = type(post._state)()
    return new
