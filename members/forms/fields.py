"""Fields of a profile, in the spelling in which they are stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django import forms
from django.utils.text import capfirst

from members.models import Profile
from members.validators import (
    TOO_LONG,
    check_length,
    clean_line,
    clean_links,
    clean_website,
)


def model_field(name: str) -> Any:
    return Profile._meta.get_field(name)  # noqa: SLF001 (Django's own API)


class WordField(forms.CharField):
    """Words in one spelling; their limit counts characters.

    No ``maxlength``: a browser counts otherwise, and cuts what is pasted in silence.
    """

    def __init__(self, name: str, spell: Callable[[str], str], **options: Any) -> None:
        self.name, self.spell = name, spell
        super().__init__(**_of_profile(name), strip=False, **options)

    @override
    def to_python(self, value: Any) -> str:
        text = self.spell(value or "")
        if self.name in TOO_LONG:
            check_length(self.name, text, model_field(self.name).max_length)
        return text


class LinksField(forms.CharField):
    """Addresses, one in each line."""

    widget = forms.Textarea

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(**_of_profile(name), strip=False, **options)

    @override
    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    @override
    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return clean_links([line for line in lines if clean_line(line)])

    @override
    def run_validators(self, value: Any) -> None:
        """Each line was checked for itself."""


def clean_address(value: str) -> str:
    return clean_website(value) if clean_line(value) else ""


def _of_profile(name: str) -> dict[str, Any]:
    return {
        "label": capfirst(model_field(name).verbose_name),
        "required": False,
        "show_hidden_initial": True,
    }
