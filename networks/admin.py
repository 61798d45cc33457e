from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, override

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.admin_parts import FixedSlugAdmin, OfficeAdmin
from alliance.errors import WrongStateError
from networks import offices
from networks.models import City, Network, Role
from networks.offices import Office

if TYPE_CHECKING:
    from alliance.models import User


@admin.register(City)
class CityAdmin(FixedSlugAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Network)
class NetworkAdmin(FixedSlugAdmin):
    list_display = ["name", "slug", "legal_name", "email", "position"]
    list_filter = ["cities"]
    search_fields = ["name", "slug", "legal_name"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = FixedSlugAdmin.formfield_overrides | {
        models.ManyToManyField: {"widget": CheckboxSelectMultiple}
    }


@admin.register(Role)
class RoleAdmin(OfficeAdmin):
    """Offices are given, changed and ended by the verbs of ``networks.offices``."""

    list_display = ["person", "kind", "network", "since", "until", "is_public"]
    list_filter = ["kind", "network", "is_public"]
    search_fields = ["person__email", "person__name", "network__name"]
    date_hierarchy = "since"
    autocomplete_fields = ["person"]
    fields = ["person", "kind", "network", "since", "until", "is_public"]
    actions = ["end_now"]

    @override
    def get_readonly_fields(
        self, request: HttpRequest, obj: Role | None = None
    ) -> list[str]:
        if obj is None:
            return []
        fixed = ["person", "kind", "network", "since"]
        is_over = obj.until and obj.until < timezone.localdate()
        return [*fixed, "until", "is_public"] if is_over else fixed

    @override
    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(request.path)

    @override
    def save_model(
        self, request: HttpRequest, obj: Role, form: ModelForm, change: bool
    ) -> None:
        user = cast("User", request.user)
        if change:
            offices.change(obj, until=obj.until, is_public=obj.is_public, by=user)
        else:
            office = Office(obj.kind, obj.network, obj.since, obj.until)
            role = offices.appoint(obj.person, office, is_public=obj.is_public, by=user)
            obj.pk = role.pk

    @admin.action(description=_("End the chosen offices now"))
    def end_now(self, request: HttpRequest, roles: QuerySet[Role]) -> None:
        for role in roles.select_related("person", "network"):
            try:
                offices.end(role, by=cast("User", request.user))
            except ValidationError as error:
                self.message_user(request, error.message, messages.ERROR)
            except WrongStateError:
                text = _("%(role)s had ended before.") % {"role": role}
                self.message_user(request, text, messages.WARNING)
            else:
                self.message_user(request, _("%(role)s: ended.") % {"role": role})
