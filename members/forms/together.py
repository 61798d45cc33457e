"""What is to be done with several members, and that it is really meant."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.once import OnceForm
from members.forms.belonging import check_last_day
from members.forms.team import DayField
from members.together import FEW, Action, Chosen

CHANGED = _("Something has changed since you looked. Please look at the list again.")


class ActionForm(forms.Form):
    """Which members, by their slugs, and what is to be done."""

    tun = forms.ChoiceField(choices=Action.choices)


class TogetherForm(OnceForm):
    """The last question before several members are changed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    until = DayField(label=_("Last day of the memberships"))
    number = forms.IntegerField(
        label=_("How many are these?"),
        help_text=_("Please type the number that stands above."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Please type the number that stands above.")},
    )

    def __init__(self, data: Any = None, *, action: Action, chosen: Chosen) -> None:
        first = {"until": timezone.localdate(), "seen": chosen.sight}
        super().__init__(data, initial=first)
        self.chosen = chosen
        if action != Action.END:
            del self.fields["until"]
        if chosen.number <= FEW:
            del self.fields["number"]

    def clean_until(self) -> date:
        return check_last_day(self.cleaned_data["until"])

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number != self.chosen.number:
            raise ValidationError(_("Please type the number that stands above."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self.chosen.sight:
            self.add_error(None, str(CHANGED))
            # Sent once more, it is about what is shown now.
            self.data = dict(self.data.items()) | {"seen": self.chosen.sight}
        return cleaned
