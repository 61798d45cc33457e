"""The few settings of the portal: one form, in the journal, online at once."""

from __future__ import annotations

from typing import Any, override

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from alliance.admin_parts import NotedAdmin
from alliance.models import PortalSettings


class PortalSettingsAdmin(NotedAdmin):
    fields = ["email", "telephone", "notice", "notice_from", "notice_until"]

    @override
    def verb(self, *, is_new: bool) -> str:
        return "office.settings"

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return not PortalSettings.objects.exists()

    @override
    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """There is one row, so there is no list of them."""
        if PortalSettings.objects.exists():
            return redirect(
                "admin:alliance_portalsettings_change", PortalSettings.THE_ONE
            )
        return redirect("admin:alliance_portalsettings_add")

    @override
    def save_model(self, request: Any, obj: Any, form: ModelForm, change: bool) -> None:
        obj.pk = PortalSettings.THE_ONE
        super().save_model(request, obj, form, change)
