"""The words of a profile: a step that is saved alone."""

from __future__ import annotations

from copy import copy
from typing import Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.forms.beginning import BeginningForm
from members.forms.fields import LinksField, WordField, clean_address
from members.merging import Content
from members.models import Profile
from members.validators import REQUIRED, clean_line, clean_text


class WordsForm(BeginningForm, forms.ModelForm):
    name = WordField("name", clean_line)
    plain = WordField(
        "plain",
        clean_line,
        help_text=_(
            "What you do, in one line of at most 160 characters. It stands below your "
            "name in every list."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "class": "few-lines"}),
    )
    text = WordField(
        "text",
        clean_text,
        widget=forms.Textarea,
        help_text=_(
            "Short sentences, in the words that people look for. An empty line begins "
            "a paragraph, “- ” an item of a list, “## ” a heading."
        ),
    )
    legal_form = WordField(
        "legal_form", clean_line, help_text=_("For example gGmbH or e. V.")
    )
    website = WordField(
        "website",
        clean_address,
        help_text=_("For example www.beispiel.de"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    links = LinksField(
        "links",
        help_text=_(
            "Up to five, one in each line: a course catalogue, a social network."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "class": "few-lines"}),
    )

    mergeable = frozenset({"text", "links"})

    class Meta:
        model = Profile
        fields = ("name", "plain", "text", "legal_form", "website", "links")

    def __init__(self, data: Any = None, *, shown: Profile) -> None:
        self.shown = shown
        self.meetings = []
        super().__init__(data, instance=copy(shown))
        self.complete_beginnings()

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = self.data.get(self.add_prefix("name"))
        # A first draft may be without a name; one that was there may not go.
        if cleaned.get("name") == "" and (typed or self.shown.name):
            self.add_error("name", str(REQUIRED["name"]))
        return cleaned

    @override
    def began(self) -> Content:
        return {name: self._began(name) for name in self.fields}

    @override
    def wanted(self) -> Content:
        return {
            name: self._as_shown(name, self.cleaned_data[name]) for name in self.fields
        }

    @override
    def combined(self, name: str, theirs: Any, ours: Any) -> object:
        if name == "links":
            return list(dict.fromkeys([*theirs, *ours]))
        return f"{theirs}\n\n{ours}"

    @override
    def _shown(self, name: str) -> list[str]:
        return [self.fields[name].prepare_value(getattr(self.shown, name))]

    @override
    def _begin_from(self, name: str, theirs: Any) -> None:
        value = self.fields[name].prepare_value(theirs)
        self.data[self.add_initial_prefix(name)] = value

    def _began(self, name: str) -> object:
        sent = self._sent_at_beginning(name)
        return self._as_shown(name, self._spelled(name, sent))

    def _as_shown(self, name: str, value: object) -> object:
        """What is stored, if the value says the same in another spelling."""
        stored = getattr(self.shown, name)
        return stored if self._spelled(name, stored) == value else value

    def _spelled(self, name: str, value: Any) -> object:
        try:
            return self.fields[name].to_python(value)
        except ValidationError:
            return value
