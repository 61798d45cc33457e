"""What a coordinator answers to a proof that does not hold."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.validators import clean_text


class RefusalForm(forms.Form):
    note = forms.CharField(
        label=_("Note to the editors"),
        help_text=_("What is missing or wrong? They read this word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def clean_note(self) -> str:
        note = clean_text(self.cleaned_data["note"])
        if not note:
            raise ValidationError(_("Please say what is missing or wrong."))
        return note
