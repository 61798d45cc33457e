"""The vocabulary: where a term is used, retiring it, merging it into another."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, NamedTuple, override

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alliance.admin_parts import FixedSlugAdmin, Way
from alliance.http import SignedInRequest
from members import terms
from members.models import Profile, Site, Term
from members.terms import Uses


class Use(NamedTuple):
    """A line of where a term is used, with the list that shows it."""

    label: str | Promise
    number: int
    address: str


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"), queryset=Term.objects.none()
    )

    def __init__(self, data: Any = None, *, term: Term) -> None:
        super().__init__(data)
        others = Term.objects.offered().filter(kind=term.kind).exclude(pk=term.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


@admin.register(Term)
class TermAdmin(FixedSlugAdmin):
    """A term keeps its kind and its slug; it is retired, never deleted."""

    list_display = ["name", "kind", "slug", "profile_number", "site_number"]
    list_display += ["position", "is_retired"]
    list_filter = ["kind", "is_retired"]
    search_fields = ["name", "slug", "synonyms"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["kind", "name", "slug", "synonyms", "position", "is_retired"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        live = Profile.terms.through.objects.filter(
            term=OuterRef("pk"), profile__state="published"
        )
        sites = Site.accessibility.through.objects.filter(term=OuterRef("pk"))
        numbers = {
            "profile_number": live.values("term").values(number=Count("pk")),
            "site_number": sites.values("term").values(number=Count("pk")),
        }
        found = super().get_queryset(request)
        return found.annotate(
            **{name: Coalesce(Subquery(rows), 0) for name, rows in numbers.items()}
        )

    @admin.display(description=gettext_lazy("online"), ordering="profile_number")
    def profile_number(self, term: Any) -> int:
        return term.profile_number

    @admin.display(description=gettext_lazy("sites"), ordering="site_number")
    def site_number(self, term: Any) -> int:
        return term.site_number

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "is_retired", "kind"] if obj else [*fields, "is_retired"]

    @override
    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            # Or it would write over the synonyms that a merge has just added.
            Term.objects.select_for_update().get(pk=found.pk)
            found.refresh_from_db(fields=["name", "synonyms", "position", "is_retired"])
        return found

    @override
    def verb(self, *, is_new: bool) -> str:
        return "term.added" if is_new else "term.changed"

    @override
    def ways(self, row: Term) -> Sequence[Way]:
        def at(name: str) -> str:
            return reverse(f"admin:members_term_{name}", args=[row.pk])

        found = [Way(_("Where it is used"), at("uses"))]
        if row.is_retired:
            found.append(Way(_("Bring back"), at("reactivate"), True))
        else:
            found.append(Way(_("Retire"), at("retire"), True))
        if terms.may_be_merged(row):
            found.append(Way(_("Merge into another"), at("merge")))
        return found

    @override
    def get_urls(self) -> list[URLPattern]:
        merge = require_http_methods(["GET", "HEAD", "POST"])(self.merge_view)
        own = [
            self._path("zusammenfuehren/", merge, "merge"),
            self._path("verwendung/", self.uses_view, "uses"),
            self._path("stilllegen/", require_POST(self.retire_view), "retire"),
            self._path("zurueck/", require_POST(self.reactivate_view), "reactivate"),
        ]
        return own + super().get_urls()

    def _path(self, end: str, view: Any, name: str) -> URLPattern:
        guarded = self.admin_site.admin_view(view)
        return path(f"<int:term>/{end}", guarded, name=f"members_term_{name}")

    def retire_view(self, request: SignedInRequest, term: int) -> HttpResponse:
        found = get_object_or_404(Term, pk=term)
        terms.retire(found, by=request.user)
        text = _("“%(term)s” is retired: it stays where it is, and nobody chooses it.")
        messages.success(request, text % {"term": found})
        return redirect("admin:members_term_change", term)

    def reactivate_view(self, request: SignedInRequest, term: int) -> HttpResponse:
        found = get_object_or_404(Term, pk=term)
        terms.reactivate(found, by=request.user)
        text = _("“%(term)s” can be chosen again.")
        messages.success(request, text % {"term": found})
        return redirect("admin:members_term_change", term)

    def uses_view(self, request: HttpRequest, term: int) -> HttpResponse:
        found = get_object_or_404(Term, pk=term)
        context = self._context(request, found) | {
            "title": _("Where “%(term)s” is used") % {"term": found},
        }
        return render(request, "office/term_uses.html", context)

    def merge_view(self, request: SignedInRequest, term: int) -> HttpResponse:
        found = get_object_or_404(Term, pk=term)
        form = MergeForm(request.POST or None, term=found)
        if form.is_valid() and "_merge" in request.POST:
            try:
                return self._merge(request, found, form.cleaned_data["into"])
            except ValidationError as error:
                form.add_error("into", error)
        context = self._context(request, found) | {
            "title": _("Merge “%(term)s” into another") % {"term": found},
            "form": form,
            "into": form.cleaned_data.get("into") if form.is_bound else None,
            "may_be_merged": terms.may_be_merged(found),
        }
        is_refused = form.is_bound and not form.is_valid()
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else None
        return render(request, "office/merge_term.html", context, status=status)

    def _merge(self, request: SignedInRequest, term: Term, into: Term) -> HttpResponse:
        number = terms.merge(term, into=into, by=request.user)
        text = ngettext(
            "“%(term)s” is now “%(into)s”, at %(number)d organisation.",
            "“%(term)s” is now “%(into)s”, at %(number)d organisations.",
            number,
        )
        words = {"term": term, "into": into, "number": number}
        messages.success(request, text % words)
        return redirect("admin:members_term_change", into.pk)

    def _context(self, request: HttpRequest, term: Term) -> dict[str, Any]:
        used = terms.uses(term)
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": term,
            "uses": _lines(term, used),
            "is_used": used.is_any,
        }


def _lines(term: Term, used: Uses) -> list[Use]:
    profiles = (
        reverse("admin:members_profile_changelist") + f"?terms__id__exact={term.pk}"
    )
    sites = reverse("admin:members_site_changelist")
    applications = reverse("admin:members_application_changelist")
    returned = reverse("admin:members_profile_changelist")
    return [
        Use(
            gettext_lazy("profiles online"),
            used.published,
            f"{profiles}&state__exact=published",
        ),
        Use(
            gettext_lazy("open proposals"),
            used.open,
            f"{profiles}&state__in=draft,submitted,returned",
        ),
        Use(
            gettext_lazy("archived profiles"),
            used.archived,
            f"{profiles}&state__exact=archived",
        ),
        Use(
            gettext_lazy("sites"),
            used.sites,
            f"{sites}?accessibility__id__exact={term.pk}",
        ),
        Use(
            gettext_lazy("applications"),
            used.applications,
            f"{applications}?terms__id__exact={term.pk}",
        ),
        Use(
            gettext_lazy("decisions that name it as their reason"),
            used.reasons,
            f"{returned}?return_reason__id__exact={term.pk}",
        ),
    ]
