from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.forms.begun import BegunField
from members.models import Organisation
from members.validators import clean_line

DIGITS = _("Please use digits only, at most twelve.")


class KursnetForm(forms.Form):
    kursnet_number = forms.CharField(
        label=_("KURSNET number"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "With it your page leads to your current courses at the employment agency."
        ),
    )

    def __init__(
        self, data: Any = None, *, shown: Organisation, typed: str | None = None
    ) -> None:
        number = shown.kursnet_number
        super().__init__(
            data, initial={"kursnet_number": number if typed is None else typed}
        )
        self.fields["began"] = BegunField(f"kursnet-{shown.pk}")
        self.initial["began"] = {"kursnet_number": number}

    def clean_kursnet_number(self) -> str:
        line = clean_line(self.cleaned_data["kursnet_number"])
        number = unicodedata.normalize("NFKC", line).replace(" ", "")
        if not re.fullmatch("[0-9]{0,12}", number):
            raise ValidationError(DIGITS, code="digits")
        return number
