"""Organisations with all that is theirs; the office writes kind and number alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, override

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance.admin_parts import FixedSlugAdmin, ReadOnlyAdmin, Way
from members.admin.filters import NetworkFilter, OwnNetworkFilter, WaitsFilter
from members.directory import index
from members.locks import lock
from members.models import (
    Application,
    Credential,
    Editor,
    Membership,
    Organisation,
    Profile,
    Report,
    Site,
)
from members.states import ProfileState


def way(label: Any, name: str, *args: object) -> Way:
    return Way(label, reverse(f"members:{name}", args=args))


class ReadOnlyInline(admin.TabularInline):
    """A list of links, for what has a page of its own."""

    extra = 0
    show_change_link = True
    can_delete = False

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


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ["network", "since", "until", "suspended_on"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # A network calls itself by its name alone; so do people.
        return super().get_queryset(request).select_related("network", "organisation")


class EditorInline(ReadOnlyInline):
    model = Editor
    fields = ["person", "is_main", "since"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person", "organisation")


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
class OrganisationAdmin(FixedSlugAdmin):
    list_display = ["slug", "name", "kind", "networks", "number", "confirmed_at"]
    list_filter = [
        *("kind", OwnNetworkFilter, "confirmed_at"),
        ("removed_at", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    ]
    search_fields = ["slug", "number", "kursnet_number", "profiles__name"]
    date_hierarchy = "created_at"
    fields = [
        *("slug", "kind", "number", "kursnet_number", "confirmed_at"),
        *("created_at", "removed_at", "merged_into"),
    ]
    readonly_fields = [
        *("kursnet_number", "confirmed_at", "created_at", "removed_at"),
        "merged_into",
    ]
    inlines = [
        *(MembershipInline, EditorInline, ProfileInline, SiteInline),
        CredentialInline,
    ]

    @override
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

    @override
    def ways(self, row: Organisation) -> Sequence[Way]:
        journal_of_it = reverse("admin:alliance_journalentry_changelist")
        return [
            way(_("File of the coordination"), "file", row.slug),
            way(_("Words"), "edit-for", row.slug),
            way(_("Sites"), "sites", row.slug),
            way(_("Proofs"), "proofs", row.slug),
            way(_("Editors"), "team", row.slug),
            Way(_("Journal"), f"{journal_of_it}?organisation={row.slug}"),
        ]

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """It comes with a membership, by application, list or coordination."""
        return False

    @override
    def has_change_permission(
        self, request: HttpRequest, obj: Organisation | None = None
    ) -> bool:
        return obj is None or not (obj.removed_at or obj.merged_into_id)

    @override
    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            # As the verbs do, so that neither writes over the other.
            lock(found)
            found.refresh_from_db()
        return found

    @override
    def organisation(self, row: Organisation) -> int:
        return row.pk

    @override
    def save_model(
        self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        """In the journal, and in the directory within the same transaction."""
        super().save_model(request, obj, form, change)
        index.refresh([obj.pk])


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["organisation", "network", "since", "until", "suspended_on"]
    list_filter = ["network", ("suspended_on", admin.EmptyFieldListFilter)]
    list_select_related = ["organisation", "network"]
    search_fields = ["organisation__slug", "organisation__profiles__name"]
    date_hierarchy = "since"

    @override
    def ways(self, row: Membership) -> Sequence[Way]:
        return [way(_("File of the coordination"), "file", row.organisation.slug)]


@admin.register(Profile)
class ProfileAdmin(ReadOnlyAdmin):
    list_display = ["name", "organisation", "state", "author", "submitted_at"]
    list_filter = ["state", NetworkFilter]
    list_select_related = ["organisation", "author"]
    search_fields = ["name", "organisation__slug"]
    date_hierarchy = "created_at"
    fields = [
        *("organisation", "state", "name", "plain", "text", "legal_form", "website"),
        *("links", "logo", "terms", "author", "created_at", "submitted_at"),
        *("reviewer", "reviewed_at", "return_reason", "review_note", "published_at"),
    ]

    @override
    def ways(self, row: Profile) -> Sequence[Way]:
        slug = row.organisation.slug
        found = [
            way(_("File of the coordination"), "file", slug),
            way(_("History"), "history", slug),
        ]
        if row.state == ProfileState.PUBLISHED:
            found.append(way(_("Words"), "edit-for", slug))
        return found

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By a term, too: the list of terms leads here."""
        own = lookup in ("terms__id__exact", "return_reason__id__exact", "state__in")
        return own or super().lookup_allowed(lookup, value, request)


@admin.register(Site)
class SiteAdmin(ReadOnlyAdmin):
    list_display = ["organisation", "label", "street", "postal_code", "place", "city"]
    list_filter = ["city", NetworkFilter]
    list_select_related = ["organisation", "city"]
    search_fields = ["organisation__slug", "street", "postal_code", "place"]
    exclude = ["revision"]

    @override
    def ways(self, row: Site) -> Sequence[Way]:
        slug = row.organisation.slug
        return [
            way(pgettext_lazy("way", "Change"), "site-edit", slug, row.pk),
            way(_("File of the coordination"), "file", slug),
        ]

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        own = lookup == "accessibility__id__exact"
        return own or super().lookup_allowed(lookup, value, request)


@admin.register(Credential)
class CredentialAdmin(ReadOnlyAdmin):
    list_display = [
        *("organisation", "kind", "title", "valid_until", "claimed_at"),
        "confirmed_at",
    ]
    list_filter = [WaitsFilter, "kind", NetworkFilter]
    list_select_related = ["organisation"]
    search_fields = ["organisation__slug", "title", "issuer"]
    date_hierarchy = "valid_until"
    # The workspace hands out the file.
    exclude = ["file", "revision"]

    @override
    def ways(self, row: Credential) -> Sequence[Way]:
        slug = row.organisation.slug
        return [
            way(_("Proofs"), "proofs", slug),
            way(_("File of the coordination"), "file", slug),
        ]


@admin.register(Editor)
class EditorAdmin(ReadOnlyAdmin):
    list_display = ["organisation", "person", "is_main", "since"]
    list_filter = ["is_main", NetworkFilter]
    list_select_related = ["organisation", "person"]
    search_fields = ["organisation__slug", "person__email", "person__name"]
    date_hierarchy = "since"

    @override
    def ways(self, row: Editor) -> Sequence[Way]:
        person = reverse("admin:alliance_user_change", args=[row.person_id])
        team = way(_("Editors"), "team", row.organisation.slug)
        return [team, Way(_("Person"), person)]


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    list_display = ["name", "network", "state", "place", "created_at", "waits_since"]
    list_filter = ["state", "network"]
    list_select_related = ["network"]
    search_fields = ["name", "place"]
    date_hierarchy = "created_at"
    # Who wrote stands where it is decided, and goes with time.
    fields = ["name", "network", "state", "kind", "place", "created_at", "waits_since"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Whose address nobody has confirmed may be a joke at someone's expense."""
        return super().get_queryset(request) & Application.objects.confirmed()

    @override
    def ways(self, row: Application) -> Sequence[Way]:
        return [way(_("Application"), "application", row.pk)]

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        own = lookup == "terms__id__exact"
        return own or super().lookup_allowed(lookup, value, request)


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["organisation", "state", "created_at", "escalated_at"]
    list_filter = ["state", NetworkFilter]
    list_select_related = ["organisation"]
    search_fields = ["organisation__slug"]
    date_hierarchy = "created_at"
    fields = ["organisation", "state", "created_at", "escalated_at", "settled_at"]

    @override
    def ways(self, row: Report) -> Sequence[Way]:
        return [way(_("Report of an error"), "report", row.organisation.slug, row.pk)]
