"""What pages that send letters have in common."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from alliance import errors
from alliance.http import SignedInRequest, View
from members.invitations import TooManyLettersError

_AN_HOUR = 3600


def sending(view: View) -> View:
    """Answer 429 to who has invited too many people in a day."""

    @wraps(view)
    def answer(
        request: SignedInRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TooManyLettersError:
            return errors.too_many_requests(request, seconds=_AN_HOUR)

    return answer


def say_that_it_was_saved(request: SignedInRequest) -> None:
    messages.info(request, _("This change has been saved already."))
