"""What says that details are right, or what came of asking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance.public_forms import PublicForm
from members.models import InventoryItem
from members.validators import clean_line
from networks.models import Network
from networks.querysets import NetworkQuerySet

Result = InventoryItem.Result
NO_NAMES = _("For the file. No names and nothing private, please.")


class AnswerForm(PublicForm):
    """One button below the link of a letter; whoever has the link may be quick."""

    looks_for_robots = False


class NoteForm(forms.Form):
    note = forms.CharField(
        label=pgettext_lazy("written down", "Note"),
        help_text=NO_NAMES,
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_note(self) -> str:
        return clean_line(self.cleaned_data["note"])


class TelephoneForm(NoteForm):
    on = forms.DateField(
        label=_("Confirmed by telephone on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ["on", "note"]

    def __init__(self, data: Any = None, *, earliest: date) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        self.fields["on"].widget.attrs |= {
            "min": earliest.isoformat(),
            "max": timezone.localdate().isoformat(),
        }


class LineForm(NoteForm):
    """What came of one line of an inventory, and which version of it was seen."""

    RESULTS = (Result.RIGHT, Result.CHANGE, Result.GONE, Result.SILENT)

    result = forms.ChoiceField(
        label=_("Result"),
        choices=lambda: [
            (result.value, capfirst(str(result.label))) for result in LineForm.RESULTS
        ],
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    field_order = ["result", "note"]

    def __init__(self, data: Any = None, *, item: InventoryItem) -> None:
        started = {"note": item.note, "seen": item.revision}
        if item.result in self.RESULTS:
            started["result"] = item.result
        super().__init__(data, initial=started)

    def begin_again(self, item: InventoryItem) -> None:
        """Keep what was typed; sent once more, it replaces what others noted."""
        self.data = dict(self.data.items()) | {"seen": item.revision}


class StartForm(forms.Form):
    """Of whose members the inventory is taken; with one network there is no choice."""

    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network"), empty_label=None
    )

    def __init__(self, data: Any = None, *, networks: NetworkQuerySet) -> None:
        super().__init__(data)
        field = self.fields["network"]
        field.queryset = networks  # type: ignore[attr-defined]
        first = networks.first()
        if first and networks.count() == 1:
            field.widget = forms.HiddenInput()
            self.initial["network"] = first.pk
