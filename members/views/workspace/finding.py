"""The organisation that a page of the workspace is about."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from alliance.http import SignedInRequest
from alliance.models import User
from members.models import Organisation


def kept(user: User, slug: str) -> Organisation:
    """One that the person edits or looks after, by its title; else a 404."""
    return get_object_or_404(Organisation.objects.kept_by(user).named(), slug=slug)


def form_page(
    request: SignedInRequest, template: str, status: int = 0, **context: Any
) -> HttpResponse:
    """A page with a ``form``, which says itself whether it was refused."""
    is_refused = context["form"].is_bound and not context["form"].is_valid()
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else 200)
    return render(request, f"members/workspace/{template}.html", context, status=status)
