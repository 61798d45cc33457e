"""What the office sees of posts, and where it keeps old addresses."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, cast, override

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from alliance.admin_parts import NotedAdmin, ReadOnlyAdmin, Way
from alliance.http import SignedInRequest
from alliance.models import User
from members.admin.organisations import ReadOnlyInline
from news import redirects, standing
from news.address_forms import AddressForm, AddressListForm
from news.models import Bearing, OldAddress, Post
from news.querysets import PostQuerySet


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "stand"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*standing.LABELS.items()]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return standing.having(cast("PostQuerySet", queryset), self.value())


class BearingInline(ReadOnlyInline):
    model = Bearing
    fields = ["network", "asked_at", "agreed_at", "refused_at"]
    show_change_link = False

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("network", "post")


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ["name", "stands", "writer", "first_released_at", "changed_at"]
    list_filter = [StandingFilter, "network", "is_for_all"]
    list_select_related = ["network"]
    search_fields = ["title", "teaser", "slug"]
    date_hierarchy = "first_released_at"
    ordering = ["-changed_at"]
    fields = [
        *("title", "stands", "teaser", "body", "network", "is_for_all", "author"),
        *("slug", "picture_alt", "picture_credit", "organisations"),
        *("created_at", "changed_at", "release_at", "first_released_at"),
        "vouched_at",
    ]
    inlines = [BearingInline]
    # A way leads there, once it is online.
    view_on_site = False

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def name(self, post: Post) -> str:
        return post.title or _("A post without a title")

    @admin.display(description=gettext_lazy("written by"), ordering="network")
    def writer(self, post: Post) -> str:
        return str(post.network or _("Alliance office"))

    @admin.display(description=gettext_lazy("state"))
    def stands(self, post: Post) -> str:
        return str(standing.LABELS[standing.standing(post)])

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    @override
    def ways(self, row: Post) -> Sequence[Way]:
        found = [Way(_("Write"), reverse("news:edit", args=[row.pk]))]
        if standing.standing(row) == standing.ONLINE:
            found.append(Way(_("As it is online"), row.get_absolute_url()))
        return found


@admin.register(OldAddress)
class OldAddressAdmin(NotedAdmin):
    """Written one by one, or as a list; neither lets one lead to another old one."""

    form = AddressForm
    list_display = ["old", "new"]
    search_fields = ["old", "new"]
    actions = ["remove"]

    @override
    def verb(self, *, is_new: bool) -> str:
        return "address.added" if is_new else "address.changed"

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It may never have existed: nothing else hangs on it."""
        return True

    @override
    def delete_model(self, request: Any, obj: OldAddress) -> None:
        redirects.remove([obj], by=request.user)

    @admin.action(description=gettext_lazy("Remove the chosen addresses"))
    def remove(self, request: Any, addresses: QuerySet[OldAddress]) -> None:
        redirects.remove(addresses, by=request.user)

    @override
    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.list_view)
        guarded = self.admin_site.admin_view(view)
        own = path("liste/", guarded, name="news_oldaddress_list")
        return [own, *super().get_urls()]

    def list_view(self, request: SignedInRequest) -> HttpResponse:
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = AddressListForm(*sent)
        if form.is_valid() and self._read(request, form, request.user):
            return redirect("admin:news_oldaddress_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Take over a list"),
            "opts": self.opts,
            "form": form,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else None
        return render(request, "office/old_addresses.html", context, status=status)

    def _read(self, request: HttpRequest, form: AddressListForm, by: User) -> bool:
        try:
            number = redirects.read(form.cleaned_data["list"], by=by)
        except redirects.ListError as error:
            form.refuse(error.problems)
            return False
        text = ngettext(
            "%(number)d old address is new or leads elsewhere now.",
            "%(number)d old addresses are new or lead elsewhere now.",
            number,
        )
        messages.success(request, text % {"number": number})
        return True
