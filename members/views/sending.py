"""What the pages have in common that change a team and send letters."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alliance import errors
from alliance.http import SignedInRequest, View
from alliance.once import OnceForm, SentTwiceError, spend
from members.invitations import TooManyLettersError

_AN_HOUR = 3600


def sending(view: View) -> View:
    """Answer 429 to who has invited too many people in a day."""

    @wraps(view)
    def answer(request: SignedInRequest, **found: object) -> HttpResponse:
        try:
            return view(request, **found)
        except TooManyLettersError:
            return errors.too_many_requests(request, seconds=_AN_HOUR)

    return answer


def once_only(page: str, *arguments: str) -> Callable[[View], View]:
    """Carry a form out once; who sends it again is led to the page, and told.

    The token is spent with what the form does, and kept when that fails.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: SignedInRequest, **found: object) -> HttpResponse:
            if request.method != "POST":
                return view(request, **found)
            try:
                with transaction.atomic():
                    spend(_token(request), by=request.user)
                    response = view(request, **found)
                    is_done = response.status_code == HTTPStatus.FOUND
                    transaction.set_rollback(not is_done)
            except SentTwiceError:
                messages.info(request, _("This change is saved already."))
                return redirect(page, *(found[name] for name in arguments))
            return response

        return answer

    return decorate


def _token(request: SignedInRequest) -> uuid.UUID:
    form = OnceForm(request.POST)
    # A form without a token is like no other.
    return form.cleaned_data["once"] if form.is_valid() else uuid.uuid4()
