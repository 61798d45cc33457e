"""A form that is sent twice is carried out once."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.db import IntegrityError, transaction

from alliance.models import SentForm

if TYPE_CHECKING:
    from alliance.models import User


class SentTwiceError(Exception):
    """The same form was carried out before."""


def new_token() -> str:
    return str(uuid.uuid4())


class OnceForm(forms.Form):
    """Carries a token that tells one sending of a form from the next."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_token)


def spend(token: uuid.UUID, *, by: User) -> None:
    """Use the token up in this transaction, or learn that it is used.

    Who sends the same form at the same moment waits here for the first to commit.
    """
    try:
        with transaction.atomic():
            SentForm.objects.create(token=token, person=by)
    except IntegrityError as error:
        raise SentTwiceError from error
