"""People: who is what, since when, and what the office does to an account."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, cast, override

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alliance import accounts_of_others, addresses, people
from alliance.admin_parts import OfficeAdmin, Way
from alliance.http import SignedInRequest
from alliance.models import User
from members.models import Editor
from networks.models import Role

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class FactorFilter(admin.SimpleListFilter):
    title = gettext_lazy("second factor")
    parameter_name = "zweiter-faktor"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("ja", _("set up")), ("nein", _("not set up yet"))]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(has_factor=self.value() == "ja")


@admin.register(User)
class UserAdmin(OfficeAdmin):
    list_display = [
        *("email", "name", "offices", "edits", "has_factor", "last_login"),
        "is_active",
    ]
    list_filter = [
        *("is_active", "roles__kind", FactorFilter),
        ("editorships", admin.EmptyFieldListFilter),
        ("last_login", admin.EmptyFieldListFilter),
        ("erase_after", admin.EmptyFieldListFilter),
    ]
    search_fields = ["email", "name"]
    date_hierarchy = "date_joined"
    fieldsets = [
        (None, {"fields": ["email", "name", "is_active"]}),
        (
            gettext_lazy("Who is what"),
            {"fields": ["held_offices", "edited_organisations"]},
        ),
        (
            gettext_lazy("Signing in"),
            {
                "fields": [
                    *("last_login", "has_factor", "devices", "date_joined"),
                    *("erase_after", "erased_at"),
                ]
            },
        ),
    ]
    readonly_fields = [
        *("held_offices", "edited_organisations", "last_login", "has_factor"),
        *("devices", "date_joined", "erase_after", "erased_at"),
    ]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        today = timezone.localdate()
        ends = Q(roles__until=None) | Q(roles__until__gte=today)
        current = ends & Q(roles__since__lte=today)
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=_FACTORS)
        return (
            super()
            .get_queryset(request)
            .annotate(
                kinds=ArrayAgg(
                    "roles__kind", filter=current, distinct=True, default=[]
                ),
                number=Count("editorships", distinct=True),
                has_factor=Exists(factors),
            )
        )

    @override
    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.fieldsets[:1]

    @override
    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[str]:
        """Nobody shuts the door behind which they stand."""
        own = ["is_active"] if obj == request.user else []
        return [*self.readonly_fields, *own]

    @override
    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        return obj is None or obj.erased_at is None

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by the password, whose hash could be guessed letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(
            lookup, value, request
        )

    @admin.display(description=gettext_lazy("offices"))
    def offices(self, person: Any) -> str:
        return ", ".join(str(Role.Kind(kind).label) for kind in person.kinds)

    @admin.display(description=gettext_lazy("edits"), ordering="number")
    def edits(self, person: Any) -> str:
        if not person.number:
            return ""
        text = ngettext(
            "%(number)d organisation", "%(number)d organisations", person.number
        )
        return text % {"number": person.number}

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_factor(self, person: Any) -> bool:
        return person.has_factor

    @admin.display(description=gettext_lazy("offices"))
    def held_offices(self, person: User) -> SafeString | str:
        roles = person.roles.select_related("network").order_by("-since")
        return _links(
            ("admin:networks_role_change", role.pk, _office(role)) for role in roles
        )

    @admin.display(description=gettext_lazy("edits"))
    def edited_organisations(self, person: User) -> SafeString | str:
        editorships = person.editorships.select_related("organisation")
        return _links(
            (
                "admin:members_organisation_change",
                one.organisation_id,
                f"{one.organisation}" + (f" ({_('main editor')})" * one.is_main),
            )
            for one in editorships
        )

    @admin.display(description=gettext_lazy("devices"))
    def devices(self, person: User) -> int:
        return UserSession.objects.filter(user=person).count()

    @override
    def ways(self, row: User) -> Sequence[Way]:
        journal = reverse("admin:alliance_journalentry_changelist")
        found = [Way(_("Journal"), f"{journal}?person={row.email}")]
        if row.erased_at:
            return found
        if Editor.objects.viewable().filter(person=row).exists():
            view = reverse("view-as", args=[row.pk])
            found.insert(0, Way(_("See the portal as this person"), view, True))
        if row.erase_after:
            keep = reverse("admin:alliance_user_keep", args=[row.pk])
            found.append(Way(_("Keep the account"), keep, True))
        else:
            erase = reverse("admin:alliance_user_erase", args=[row.pk])
            found.append(Way(_("Delete the account"), erase))
        return found

    @override
    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm, change: bool
    ) -> None:
        """By the verbs: each has its letter, its end of sessions, its entry."""
        by, changed = cast("User", request.user), set(form.changed_data)
        if not change:
            obj.email = obj.email.lower()
            obj.set_unusable_password()
            obj.save()
            accounts_of_others.note_new(obj, by=by)
            return
        if "name" in changed:
            accounts_of_others.rename(obj, obj.name, by=by)
        if "email" in changed:
            addresses.replace(obj, obj.email, by=by)
        if "is_active" in changed:
            verb = (
                accounts_of_others.reopen if obj.is_active else accounts_of_others.close
            )
            verb(obj, by=by)

    @override
    def get_urls(self) -> list[URLPattern]:
        erase = require_http_methods(["GET", "HEAD", "POST"])(self.erase_view)
        own = [
            path(
                "<int:person>/loeschen/",
                self.admin_site.admin_view(erase),
                name="alliance_user_erase",
            ),
            path(
                "<int:person>/behalten/",
                self.admin_site.admin_view(require_POST(self.keep_view)),
                name="alliance_user_keep",
            ),
        ]
        return own + super().get_urls()

    def _person(self, request: HttpRequest, person: int) -> User:
        found = self.get_queryset(request).filter(pk=person, erased_at=None).first()
        if found is None:
            raise Http404
        return found

    def erase_view(self, request: SignedInRequest, person: int) -> HttpResponse:
        found = self._person(request, person)
        is_confirmed = request.POST.get("verstanden") == "ja"
        if request.method == "POST" and is_confirmed:
            accounts_of_others.erase(found, by=request.user)
            messages.success(request, _("The account is being deleted."))
            return redirect("admin:alliance_user_change", person)
        context = self.admin_site.each_context(request) | {
            "title": _("Delete the account of %(person)s") % {"person": found},
            "opts": self.opts,
            "original": found,
            "consequences": people.consequences(found),
            "is_at_once": found.last_login is None,
            "is_own": found == request.user,
            "is_unconfirmed": request.method == "POST",
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else None
        return render(request, "office/erase_person.html", context, status=status)

    def keep_view(self, request: SignedInRequest, person: int) -> HttpResponse:
        found = self._person(request, person)
        accounts_of_others.keep(found, by=request.user)
        messages.success(request, _("The account stays."))
        return redirect("admin:alliance_user_change", person)


def _office(role: Role) -> str:
    where = f", {role.network}" if role.network else ""
    since = f"{role.since:%d.%m.%Y}–" + (f"{role.until:%d.%m.%Y}" if role.until else "")
    return f"{role.get_kind_display()}{where} ({since})"


def _links(rows: Any) -> SafeString | str:
    found = [(reverse(name, args=[pk]), text) for name, pk, text in rows]
    if not found:
        return "–"
    items = format_html_join("", '<li><a href="{}">{}</a></li>', found)
    return format_html('<ul class="plain-list">{}</ul>', items)
