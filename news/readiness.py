"""What has to come before a post can be online."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from news import markup

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

    from news.models import Post

ENOUGH_FOR_ALL = 2  # networks


def check_release(post: Post) -> None:
    """Refuse with a ``ValidationError`` what cannot be online as it is."""
    if lacks := lacking(post):
        raise ValidationError(lacks)


def lacking(post: Post) -> dict[str, Promise]:
    """What has to come before it can be online: sentences by fields."""
    lacks = {
        name: sentence
        for name, sentence in _REQUIRED.items()
        if not getattr(post, name)
    }
    if post.body and not markup.is_filled_in(post.body):
        lacks["body"] = _NOT_FILLED_IN
    if post.picture_id and not post.picture_alt:
        lacks["picture_alt"] = _NO_ALTERNATIVE
    if not speaks(post):
        lacks["is_for_all"] = _NOT_FOR_ALL
    return lacks


def speaks(post: Post) -> bool:
    """For all: the office's, borne by the office, or borne by two networks."""
    if not post.is_for_all or post.network_id is None or post.vouched_at:
        return True
    return post.bearings.agreed().count() >= ENOUGH_FOR_ALL


_REQUIRED: dict[str, Promise] = {
    "title": _("Please give the title."),
    "teaser": _("Please say in a sentence or two what it is about."),
    "body": _("Please write the text."),
}
_NOT_FILLED_IN = _(
    "A picture in the text does not say yet what it shows and who made it. Please fill "
    "in its line, or take the credit out of it."
)
_NO_ALTERNATIVE = _("Please describe what the picture shows.")
_NOT_FOR_ALL = _(
    "A post for the whole alliance needs the office or two networks. Please let "
    "another network bear it, or ask the office."
)


def check_pictures(post: Post, wanted: Mapping[str, Any]) -> None:
    """Refuse with a ``ValidationError`` to show pictures that are not its own.

    A colleague may have removed one since the form was opened.
    """
    own = set(post.pictures.values_list("pk", flat=True))
    refused = {}
    if wanted.get("picture") not in {None, *own}:
        refused["picture"] = ValidationError(_NO_PICTURE)
    if unknown := markup.named_pictures(wanted.get("body", "")) - own:
        number = {"number": min(unknown)}
        refused["body"] = ValidationError(_NOT_ITS_OWN, params=number)
    if refused:
        raise ValidationError(refused)


_NO_PICTURE = _("This picture was removed meanwhile. Please choose another one.")
_NOT_ITS_OWN = _(
    "The post has no picture “bild:%(number)s”. Maybe it was removed meanwhile."
)
