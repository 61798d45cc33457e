"""What a role opens: the office's admin, and the areas without an object."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast, override

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliance.audience import Audience, for_audience
from alliance.http import SignedInRequest
from alliance.models import User
from networks import office_groups, second_factor
from networks.acting import is_office, offices


def for_coordination[Opened: Callable[..., HttpResponseBase]](view: Opened) -> Opened:
    """An area for those with an office of coordination; for all others it is a 403."""

    @wraps(view)
    def answer(
        request: SignedInRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not offices(request.user):
            raise PermissionDenied
        return led_to_second_factor(request) or view(request, *args, **kwargs)

    return for_audience(Audience.COORDINATION)(cast("Opened", answer))


def for_office[Opened: Callable[..., HttpResponseBase]](view: Opened) -> Opened:
    """An area of the alliance's office; for all others it is a 403."""

    @wraps(view)
    def answer(
        request: SignedInRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not is_office(request.user):
            raise PermissionDenied
        return led_to_second_factor(request) or view(request, *args, **kwargs)

    return for_audience(Audience.OFFICE)(cast("Opened", answer))


def led_to_second_factor(request: HttpRequest) -> HttpResponse | None:
    """To where one is set up, when it is due; until then the layout asks for it."""
    if not isinstance(request.user, User):
        return None
    demand = second_factor.demand(request.user)
    request.second_factor = demand  # type: ignore[attr-defined]
    if demand is None or not demand.is_due:
        return None
    messages.warning(
        request, _("To go on you need a second factor. Please choose one.")
    )
    return redirect("mfa_index")


class OfficeBackend(BaseBackend):
    """The office may do everything in the admin, as long as the role lasts."""

    @override
    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:
        if not isinstance(user_obj, User):
            return False
        return is_office(user_obj)


class OfficeSite(AdminSite):
    """Django's admin, with our sign-in; for others than the office it is a 403."""

    site_header = _("Alliance office")
    site_title = _("Alliance office")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Nothing goes by the dozen; what may go at all has a verb.
        self.disable_action("delete_selected")

    @override
    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """In our groups, whatever app a list belongs to."""
        if app_label:
            return super().get_app_list(request, app_label)
        return office_groups.grouped(self._build_app_dict(request))

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.has_perm("office")

    def admin_view(self, view: Callable, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return led_to_second_factor(request) or inner(request, *args, **kwargs)

        return guarded

    @login_not_required
    @override
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        target = LoginView(request=request).get_redirect_url() or reverse("admin:index")
        if self.has_permission(request):
            return redirect(target)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(target)

    @override
    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        return LogoutView.as_view(next_page="/")(request)

    @override
    def password_change(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> Any:
        return redirect("account_change_password")
