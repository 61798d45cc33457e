"""The pictures of a post: they come, and go when nothing shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alliance.errors import WrongStateError
from news import markup, pictures, publishing
from news.models import Picture, Post

if TYPE_CHECKING:
    from alliance.models import User

MOST = 20
FULL = _("A post has twenty pictures at most. Please remove one first.")


class Shown(NamedTuple):
    """A picture as its writers see it."""

    picture: Picture
    address: str  # of its smallest form
    line: str  # what shows it in the text
    is_used: bool


def has_room(post: Post) -> bool:
    return post.pictures.count() < MOST


@transaction.atomic
def add(post: Post, file: ContentFile, *, by: User) -> Picture:
    post = publishing.lock(post, by=by)
    if not has_room(post):
        raise WrongStateError(FULL)
    picture = Picture.objects.create(post=post, file=file)
    facts = {"picture": picture.pk}
    publishing.note("post.picture_added", post, by=by, facts=({}, facts))
    return picture


@transaction.atomic
def remove(picture: Picture, *, by: User) -> None:
    """Its file goes later, with all that no row names."""
    post = publishing.lock(picture.post, by=by)
    if not post.pictures.filter(pk=picture.pk).exists():
        raise WrongStateError("The picture was removed meanwhile.")
    if is_used(picture, post):
        raise WrongStateError(f"Picture {picture.pk} is shown.")
    facts = {"picture": picture.pk}
    publishing.note("post.picture_removed", post, by=by, facts=(facts, {}))
    picture.delete()


def is_used(picture: Picture, post: Post) -> bool:
    is_lead = post.picture_id == picture.pk
    return is_lead or picture.pk in markup.named_pictures(post.body)


def shown(post: Post, *, at: str) -> list[Shown]:
    """``at`` is where its pictures are delivered meanwhile."""
    return [
        Shown(
            one,
            f"{at}{one.pk}/{pictures.smallest(one)}",
            markup.line(one.pk),
            is_used(one, post),
        )
        for one in post.pictures.all()
    ]
