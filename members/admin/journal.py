"""The journal as the office searches it; nobody changes it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, override

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.admin_parts import ReadOnlyAdmin
from alliance.models import JournalEntry
from members import chronicle, journal_search
from members.journal_search import Asked
from networks.models import Network

LONGEST = 200


def _verbs() -> list[tuple[str, str]]:
    told = {
        verb: (str(sentence) % {"who": "…"}).strip()
        for verb, sentence in chronicle.SENTENCES.items()
    }
    return [("", _("All")), *sorted(told.items(), key=lambda one: one[1])]


class SearchForm(forms.Form):
    """Its fields are the parameters of the address."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("address, number, or a part of the name"),
    )
    person = forms.CharField(
        label=gettext_lazy("Who"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("e-mail address, or a part of the name"),
    )
    verb = forms.ChoiceField(label=gettext_lazy("What"), choices=_verbs, required=False)
    capacity = forms.ChoiceField(
        label=gettext_lazy("As what"),
        choices=[("", gettext_lazy("All")), *JournalEntry.Capacity.choices],
        required=False,
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("For which network"),
        queryset=Network.objects.all(),
        to_field_name="slug",
        empty_label=gettext_lazy("All"),
        required=False,
    )
    since = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    vor = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def asked(self) -> Asked:
        values = {**self.cleaned_data}
        return Asked(before=values.pop("vor"), **values)


@admin.register(JournalEntry)
class JournalAdmin(ReadOnlyAdmin):
    @override
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        form = SearchForm(request.GET)
        is_valid = form.is_valid()
        context = self.admin_site.each_context(request) | {
            "title": _("Journal"),
            "opts": self.opts,
            "form": form,
            "found": journal_search.found(form.asked()) if is_valid else None,
            "is_narrowed": any(request.GET.values()),
            "older": _without(request, "vor"),
        }
        status = None if is_valid else HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "office/journal.html", context, status=status)


def _without(request: HttpRequest, name: str) -> str:
    """The query string for the next page, which names its own beginning."""
    parameters = request.GET.copy()
    parameters.pop(name, None)
    return parameters.urlencode()
