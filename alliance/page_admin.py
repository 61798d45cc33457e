"""How the office writes its pages: preview, versions, and two who write at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol, override

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alliance import figures, pages
from alliance.drafts import draft
from alliance.forms import PageForm
from alliance.http import SignedInRequest
from alliance.models import Page, PageVersion


class ListedPage(Protocol):
    """What the list of pages adds to each."""

    slug: str
    current_title: str | None
    current_is_draft: bool | None
    current_time: datetime | None


class PageAdmin(admin.ModelAdmin):
    """The addresses are given; what stands there is the office's."""

    list_display = ["__str__", "title", "is_draft", "changed_at"]
    search_fields = ["slug", "versions__title"]

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        shown = PageVersion.objects.filter(page=OuterRef("pk")).newest_first()[:1]
        return (
            super()
            .get_queryset(request)
            .annotate(
                current_title=Subquery(shown.values("title")),
                current_is_draft=Subquery(shown.values("is_draft")),
                current_time=Subquery(shown.values("created_at")),
            )
        )

    @admin.display(description=gettext_lazy("title"))
    def title(self, page: ListedPage) -> str:
        return page.current_title or draft(page.slug).title

    @admin.display(description=gettext_lazy("draft"))
    def is_draft(self, page: ListedPage) -> str:
        """In words, for a green tick would praise what is still to be done."""
        return _("no") if page.current_is_draft is False else _("yes")

    @admin.display(description=gettext_lazy("saved at"))
    def changed_at(self, page: ListedPage) -> datetime | None:
        return page.current_time

    @override
    def get_urls(self) -> list[URLPattern]:
        own = [
            self._path("", require_safe(self.version_view), "version"),
            self._path("wiederherstellen/", require_POST(self.restore_view), "restore"),
        ]
        return own + super().get_urls()

    def _path(self, end: str, view: Callable, name: str) -> URLPattern:
        return path(
            f"<int:page_id>/stand/<int:version_id>/{end}",
            self.admin_site.admin_view(view),
            name=f"alliance_page_{name}",
        )

    @override
    def change_view(
        self,
        request: Any,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        page = self.get_object(request, object_id)
        if page is None:
            raise Http404
        form = PageForm(request.POST or None, shown=pages.current(page.slug))
        if request.method != "POST" or not form.is_valid():
            return self._form_page(request, page, form)
        if "_preview" in request.POST:
            text = figures.rendered(form.instance.body)
            return self._form_page(request, page, form, preview=text)
        return self._save(request, page, form)

    def _save(
        self, request: SignedInRequest, page: Page, form: PageForm
    ) -> HttpResponse:
        begun = form.cleaned_data["begun"]
        try:
            pages.save(page, content=form.content(), begun=begun, by=request.user)
        except pages.StaleError as stale:
            form.begin_again(stale.latest)
            other = {"other": stale.latest, "text": figures.rendered(stale.latest.body)}
            response = self._form_page(request, page, form, **other)
            response.status_code = HTTPStatus.CONFLICT
            return response
        messages.success(request, _("Saved. The page shows the new text now."))
        return redirect(reverse("admin:alliance_page_change", args=[page.pk]))

    def _form_page(
        self, request: HttpRequest, page: Page, form: PageForm, **more: object
    ) -> HttpResponse:
        fields = [(None, {"fields": list(form.fields)})]
        context = self._context(request, page) | {
            "title": str(page),
            "form": form,
            "adminform": AdminForm(form, fields, {}, model_admin=self),
            "needs_review": form.shown.needs_review(),
            "figures": figures.names(),
            "versions": page.versions.newest_first().select_related("author"),
        }
        return render(request, "alliance/edit_page.html", context | more)

    def _context(self, request: HttpRequest, page: Page) -> dict[str, Any]:
        site = self.admin_site.each_context(request)
        return site | {"opts": self.opts, "original": page}

    def _version(self, page_id: int, version_id: int) -> PageVersion:
        versions = PageVersion.objects.select_related("page", "author")
        return get_object_or_404(versions, pk=version_id, page=page_id)

    def version_view(
        self, request: HttpRequest, page_id: int, version_id: int
    ) -> HttpResponse:
        version = self._version(page_id, version_id)
        context = self._context(request, version.page) | {
            "title": version.title,
            "version": version,
            "text": figures.rendered(version.body),
            "is_shown": pages.current(version.page.slug) == version,
        }
        return render(request, "alliance/page_version.html", context)

    def restore_view(
        self, request: SignedInRequest, page_id: int, version_id: int
    ) -> HttpResponse:
        version = self._version(page_id, version_id)
        pages.restore(version, by=request.user)
        messages.success(request, _("Restored. The page shows this text again."))
        return redirect(reverse("admin:alliance_page_change", args=[page_id]))
