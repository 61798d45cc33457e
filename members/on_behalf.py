"""How the coordination writes for a member: it vouches, so it is online at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from members import moderation
from members.locks import lock
from members.merging import Content, merge
from members.models import Organisation, Profile, Term
from members.validators import REQUIRED

if TYPE_CHECKING:
    from alliance.models import User


@transaction.atomic
def write_for(
    organisation: Organisation, *, content: Content, began: Content, by: User
) -> Profile | None:
    """Publish the fields that were changed; None where nothing was.

    ``content`` and ``began`` are what a form held at its end and at its beginning. A
    ``ConflictError`` says what somebody else has put online meanwhile; a
    ``ValidationError`` that there is no name. The members' editors get a letter.
    """
    lock(organisation)
    live = organisation.profiles.published().first()
    now = (live or Profile(organisation=organisation)).content()
    changes = merge(now, began=began, wanted=content)
    if not changes:
        return None
    if not {**now, **changes}["name"]:
        raise ValidationError({"name": REQUIRED["name"]})
    ids = cast("set[int]", changes.pop("terms", now["terms"]))
    terms = Term.objects.filter(pk__in=ids)
    return moderation.publish_at_once(organisation, content=changes, terms=terms, by=by)
