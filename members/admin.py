from __future__ import annotations

from typing import Any, Protocol, cast, override

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alliance import journal
from alliance.admin import FixedSlugAdmin, NotedAdmin
from alliance.journal import Capacity, Subject
from alliance.models import JournalEntry, User
from members import places
from members.directory import index
from members.locks import lock
from members.models import (
    Application,
    Credential,
    Editor,
    Membership,
    OpeningHours,
    Organisation,
    PostalCode,
    Profile,
    Site,
    Term,
)
from members.states import ProfileState


class PublicAdmin(admin.ModelAdmin):
    """What the office changes reaches the directory in the same transaction."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            # As the verbs do, so that neither writes over the other.
            lock(_owner(found))
            found.refresh_from_db()
        return found

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj)]
        return [*fields, "organisation"] if hasattr(obj, "organisation_id") else fields

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        self._note(request, form.instance)
        index.refresh([_owner(form.instance)])

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        owner = _owner(obj)
        self._note(request, obj)
        super().delete_model(request, obj)
        index.refresh([owner])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        owners = {_owner(found) for found in queryset}
        for found in queryset:
            self._note(request, found)
        super().delete_queryset(request, queryset)
        index.refresh(owners)

    def _note(self, request: HttpRequest, found: models.Model) -> None:
        """The office may write where it likes, and the journal says so."""
        office = Capacity(JournalEntry.Capacity.OFFICE)
        journal.record(
            f"office.{self.opts.model_name}",
            by=cast("User", request.user),
            capacity=office,
            subject=Subject(_owner(found), found.pk),
        )


def _owner(found: models.Model) -> int:
    """The id of the organisation whose row this is."""
    return getattr(found, "organisation_id", found.pk)


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


class EditorInline(admin.TabularInline):
    model = Editor
    extra = 0
    autocomplete_fields = ["person"]


class ReadOnlyInline(admin.TabularInline):
    """A list of links, for what has a page of its own."""

    extra = 0
    show_change_link = True

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    @override
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SiteInline(ReadOnlyInline):
    model = Site
    fields = ["label", "street", "postal_code", "place"]


class CredentialInline(ReadOnlyInline):
    model = Credential
    fields = ["kind", "title", "valid_until", "confirmed_at"]


class ProfileInline(ReadOnlyInline):
    model = Profile
    fields = ["name", "state", "created_at", "published_at"]


class ListedOrganisation(Protocol):
    """What the list of organisations adds to each."""

    live_name: str | None
    network_names: list[str]


@admin.register(Organisation)
class OrganisationAdmin(FixedSlugAdmin, PublicAdmin):
    list_display = ["slug", "name", "kind", "networks", "number", "confirmed_at"]
    list_filter = ["kind", "memberships__network", "confirmed_at"]
    search_fields = ["slug", "number", "kursnet_number", "profiles__name"]
    date_hierarchy = "created_at"
    inlines = [
        MembershipInline,
        EditorInline,
        ProfileInline,
        SiteInline,
        CredentialInline,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        own = {"organisation": OuterRef("pk")}
        names = Profile.objects.published().filter(**own).values("name")
        networks = Membership.objects.current().filter(**own).values("network__name")
        return (
            super()
            .get_queryset(request)
            .annotate(live_name=Subquery(names), network_names=ArraySubquery(networks))
        )

    @admin.display(description=_("published as"), ordering="live_name")
    def name(self, organisation: ListedOrganisation) -> str | None:
        return organisation.live_name

    @admin.display(description=_("networks"))
    def networks(self, organisation: ListedOrganisation) -> str:
        return ", ".join(organisation.network_names)


@admin.register(Membership)
class MembershipAdmin(PublicAdmin):
    list_display = ["organisation", "network", "since", "until"]
    list_filter = ["network"]
    search_fields = ["organisation__slug", "organisation__profiles__name"]
    date_hierarchy = "since"
    autocomplete_fields = ["organisation", "network"]


@admin.register(Profile)
class ProfileAdmin(PublicAdmin):
    """The office corrects words; only the verbs move a profile on."""

    list_display = ["name", "organisation", "state", "author", "created_at"]
    list_filter = ["state", "organisation__memberships__network"]
    search_fields = ["name", "organisation__slug"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["terms"]
    fields = [
        *("organisation", "state", "name", "plain", "text", "legal_form", "website"),
        *("logo", "terms", "author", "created_at", "submitted_at", "reviewer"),
        *("reviewed_at", "review_note", "published_at"),
    ]
    # A logo is checked and drawn anew where its organisation uploads it.
    readonly_fields = [
        *("state", "logo", "author", "created_at", "submitted_at", "reviewer"),
        *("reviewed_at", "review_note", "published_at"),
    ]

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Profile | None = None
    ) -> bool:
        is_history = obj is not None and obj.state == ProfileState.ARCHIVED
        return not is_history and super().has_change_permission(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Profile | None = None
    ) -> bool:
        """History goes with an organisation that never was a member, not before."""
        is_kept = obj is not None and obj.organisation.memberships.exists()
        return not is_kept and super().has_delete_permission(request, obj)


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    extra = 0


@admin.register(Site)
class SiteAdmin(PublicAdmin):
    list_display = ["organisation", "label", "street", "postal_code", "place", "city"]
    list_filter = ["city"]
    search_fields = ["organisation__slug", "street", "postal_code", "place"]
    autocomplete_fields = ["organisation", "city", "accessibility"]
    inlines = [OpeningHoursInline]

    def save_model(
        self, request: HttpRequest, obj: Site, form: ModelForm, change: bool
    ) -> None:
        """A new postal code moves the point and the city, unless they moved as well."""
        changed = set(form.changed_data)
        if change and changed & {"postal_code"} and not changed & {"latitude", "city"}:
            place = places.find(obj.postal_code)
            if place:
                obj.latitude, obj.longitude = place.latitude, place.longitude
                obj.city = place.city
        super().save_model(request, obj, form, change)


@admin.register(Credential)
class CredentialAdmin(PublicAdmin):
    list_display = ["organisation", "kind", "title", "valid_until", "confirmed_at"]
    list_filter = ["kind", ("confirmed_at", admin.EmptyFieldListFilter)]
    search_fields = ["organisation__slug", "title", "issuer"]
    date_hierarchy = "valid_until"
    autocomplete_fields = ["organisation", "confirmed_by"]
    raw_id_fields = ["sites"]
    # The verbs write these; the workspace hands out the file.
    readonly_fields = [
        *("claimed_by", "claimed_at", "refused_by", "refused_at"),
        "review_note",
    ]
    exclude = ["file"]


@admin.register(Editor)
class EditorAdmin(NotedAdmin):
    noted = ("person", "is_main")
    list_display = ["organisation", "person", "is_main", "since"]
    list_filter = ["is_main"]
    search_fields = ["organisation__slug", "person__email", "person__name"]
    date_hierarchy = "since"
    autocomplete_fields = ["organisation", "person"]


@admin.register(Term)
class TermAdmin(FixedSlugAdmin):
    """A term that is in use is retired, not deleted, and stays of its kind."""

    list_display = ["name", "kind", "slug", "position", "is_retired"]
    list_filter = ["kind", "is_retired"]
    search_fields = ["name", "slug", "synonyms"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "kind"] if obj else fields

    def has_delete_permission(
        self, request: HttpRequest, obj: Term | None = None
    ) -> bool:
        is_used = obj is not None and (obj.profiles.exists() or obj.sites.exists())
        return not is_used and super().has_delete_permission(request, obj)


@admin.register(PostalCode)
class PostalCodeAdmin(admin.ModelAdmin):
    list_display = ["code", "place", "city"]
    list_filter = ["city"]
    search_fields = ["code", "place"]
    autocomplete_fields = ["city"]


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    """To be read; what becomes of it is decided in the coordination's area."""

    list_display = ("name", "network", "state", "created_at", "decided_at")
    list_filter = ("state", "network")
    search_fields = ("name", "contact_email")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
