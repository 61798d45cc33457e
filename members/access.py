"""The workspace is for those who edit an organisation or look after one."""

from __future__ import annotations

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from alliance.audience import Audience, for_audience
from alliance.http import SignedInRequest, View
from members.areas import areas_of
from networks.access import led_to_second_factor


def for_editors(view: View) -> View:
    """Whoever has nothing to edit gets a 403, whatever the address names."""

    @wraps(view)
    def answer(
        request: SignedInRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        own = areas_of(request.user)
        if not (own.edits or own.coordinates):
            raise PermissionDenied
        # Of editors alone none is demanded.
        elsewhere = led_to_second_factor(request) if own.coordinates else None
        return elsewhere or view(request, *args, **kwargs)

    return for_audience(Audience.EDITORS)(answer)
