"""The organisation that a page of the workspace is about."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from alliance.http import SignedInRequest
from alliance.models import User
from members.models import Organisation


def kept(user: User, slug: str) -> Organisation:
    """One that the person edits or looks after, by its title; else a 404."""
    return get_object_or_404(Organisation.objects.kept_by(user).named(), slug=slug)


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing; None when it was not sent."""
    return request.POST if request.method == "POST" else None


def sent_with(request: SignedInRequest) -> tuple[QueryDict | None, Any]:
    """The same, and the files that came along."""
    return sent(request), request.FILES if request.method == "POST" else None


def form_page(
    request: SignedInRequest, template: str, status: int = 0, **context: Any
) -> HttpResponse:
    """A page with a ``form``, which says itself whether it was refused."""
    is_refused = context["form"].is_bound and not context["form"].is_valid()
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else 200)
    return render(request, f"members/workspace/{template}.html", context, status=status)
