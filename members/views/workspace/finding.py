"""The organisation that a page of the workspace is about."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from alliance.http import SignedInRequest
from alliance.kept import typed
from alliance.models import User
from members.models import Organisation


def kept(user: User, slug: str) -> Organisation:
    """One that the person edits or looks after, by its title; else a 404."""
    return get_object_or_404(Organisation.objects.kept_by(user).named(), slug=slug)


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing; None when it was not sent."""
    return request.POST if request.method == "POST" else None


def typed_with(request: SignedInRequest) -> tuple[QueryDict | None, Any]:
    """What was typed, now or before a session ended, and the files of now."""
    return typed(request), request.FILES if request.method == "POST" else None


def is_accepted(request: SignedInRequest, form: BaseForm) -> bool:
    """Whether a form is to be carried out; what was typed before is only shown."""
    return request.method == "POST" and form.is_valid()


def form_page(
    request: SignedInRequest, template: str, status: int = 0, **context: Any
) -> HttpResponse:
    """A page with a ``form``, which says itself whether it was refused."""
    form = context["form"]
    is_refused = request.method == "POST" and form.is_bound and not form.is_valid()
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else 200)
    return render(request, f"members/workspace/{template}.html", context, status=status)
