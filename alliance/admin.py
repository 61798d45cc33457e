from __future__ import annotations

from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.db import models
from django.forms import ModelForm, model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from alliance import journal
from alliance.journal import Capacity, Facts, Subject
from alliance.mail_admin import MailAdmin
from alliance.models import JournalEntry, Mail, Page, User
from alliance.page_admin import PageAdmin

# Texts of Django's own admin for which Django 6.1 has no German; ours fills in.
NOT_YET_GERMAN = [
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Pagination %(name)s entries"),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the "
        "following protected related objects:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting "
        "related objects, but your account doesn't have permission to delete the "
        "following types of objects:"
    ),
    gettext_noop(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? All "
        "of the following related items will be deleted:"
    ),
]


class FixedSlugAdmin(admin.ModelAdmin):
    """An address is for ever: its slug is chosen once."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj)]
        return [*fields, "slug"] if obj else fields

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> dict:
        return {} if obj else super().get_prepopulated_fields(request, obj)


class NotedAdmin(admin.ModelAdmin):
    """What the office does to people and their rights is in the journal, too."""

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        before = {name: form.initial.get(name) for name in form.changed_data}
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        self._note(request, obj, before if change else {}, after)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        self._note(request, obj, model_to_dict(obj, self.noted), {})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for obj in queryset:
            self._note(request, obj, model_to_dict(obj, self.noted), {})
        super().delete_queryset(request, queryset)

    # What is kept of a row that is deleted.
    noted: tuple[str, ...] = ()

    def _note(
        self, request: HttpRequest, obj: models.Model, before: Facts, after: Facts
    ) -> None:
        sides = [
            {name: getattr(value, "pk", value) for name, value in side.items()}
            for side in (before, after)
        ]
        for side in sides:
            # Told by the entry itself.
            side.pop("organisation", None)
        journal.record(
            f"office.{self.opts.model_name}",
            by=cast("User", request.user),
            capacity=Capacity(JournalEntry.Capacity.OFFICE),
            subject=Subject(getattr(obj, "organisation_id", None), obj.pk),
            facts=(sides[0], sides[1]),
        )


@admin.register(User)
class UserAdmin(NotedAdmin):
    noted = ("email", "name")
    list_display = ["email", "name", "is_active", "last_login", "date_joined"]
    list_filter = ["is_active"]
    search_fields = ["email", "name"]
    date_hierarchy = "date_joined"
    fields = ["email", "name", "is_active", "last_login", "date_joined"]
    readonly_fields = ["last_login", "date_joined"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by the password, whose hash could be guessed letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(
            lookup, value, request
        )

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm, change: bool
    ) -> None:
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        # Or the old address would still open the account.
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()


admin.site.register(Mail, MailAdmin)
admin.site.register(Page, PageAdmin)
