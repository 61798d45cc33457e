"""Typed words in the one spelling in which they are stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise

from members.forms.sites import TOO_LONG
from members.validators import TOO_LONG as TOLD_BY_NAME
from members.validators import check_length, clean_line


class SpeltField(forms.CharField):
    """What is empty in its spelling is missing; the limit counts characters.

    No ``maxlength``: a browser counts otherwise, and cuts what is pasted in silence.
    """

    def __init__(
        self,
        spell: Callable[[str], str],
        most: int,
        *,
        missing: str | Promise = "",
        name: str = "",
        **options: Any,
    ) -> None:
        self.spell, self.most, self.name = spell, most, name
        super().__init__(strip=False, required=bool(missing), **options)
        if missing:
            self.error_messages["required"] = str(missing)
        if name not in TOLD_BY_NAME:
            self.validators.append(MaxLengthValidator(most, TOO_LONG))

    @override
    def to_python(self, value: Any) -> str:
        text = self.spell(value or "")
        if self.name in TOLD_BY_NAME:
            check_length(self.name, text, self.most)
        return text


def optional(spell: Callable[[str], str]) -> Callable[[str], str]:
    """The same for what may be left out."""
    return lambda text: spell(text) if clean_line(text) else ""
