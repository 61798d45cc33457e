from __future__ import annotations

from django import forms

from members.models import Export


class ExportForm(forms.Form):
    """Its buttons say as what one wants the list."""

    format = forms.ChoiceField(choices=Export.Format)
