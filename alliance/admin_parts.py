"""What the office's lists and forms have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, override

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms import DateInput, Media, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.text import capfirst

from alliance import journal
from alliance.journal import Facts, Subject


class Way(NamedTuple):
    """Where one goes on from a row: a page, or a button that does something."""

    label: str | Promise
    address: str
    is_button: bool = False


class NamedAutocomplete(AutocompleteSelect):
    """While nothing is chosen it says what is to be; else it would have no name."""

    @property
    def media(self) -> Media:
        return super().media + Media(js=["alliance/js/autocomplete.js"])

    @override
    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: Any = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-placeholder": str(capfirst(self.field.verbose_name))}


class OfficeAdmin(admin.ModelAdmin):
    """Nothing is deleted here; above each form stands where one goes on."""

    list_per_page = 50
    # The browser's own calendar, which every keyboard and every telephone knows.
    formfield_overrides = {
        models.DateField: {
            "widget": DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        }
    }

    @override
    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = NamedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def ways(self, row: Any) -> Sequence[Way]:  # noqa: ARG002 (for those that have some)
        return ()

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["ways"] = self.ways(obj) if obj else ()
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)


class ReadOnlyAdmin(OfficeAdmin):
    """What only verbs change, on pages of its own, to which the ways lead."""

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NotedAdmin(OfficeAdmin):
    """What the office writes here is in the journal, with before and after."""

    @override
    def save_model(
        self, request: Any, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        before = {name: form.initial.get(name) for name in form.changed_data}
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        journal.record(
            self.verb(is_new=not change),
            by=request.user,
            capacity=journal.OFFICE,
            subject=Subject(self.organisation(obj), obj.pk),
            facts=(_plain(before) if change else {}, _plain(after)),
        )

    def verb(self, *, is_new: bool) -> str:  # noqa: ARG002 (for those that tell apart)
        return f"office.{self.opts.model_name}"

    def organisation(self, row: Any) -> int | None:
        """The id of the organisation whose history tells of it."""
        return getattr(row, "organisation_id", None)


def _plain(facts: Facts) -> Facts:
    """Rows as their ids."""
    return {
        name: [one.pk for one in value]
        if isinstance(value, models.QuerySet)
        else getattr(value, "pk", value)
        for name, value in facts.items()
    }


class FixedSlugAdmin(NotedAdmin):
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
