from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.once import OnceForm
from members.forms.team import AddressField, DayField
from networks.models import Network, Role
from networks.offices import Office


class OfficeForm(OnceForm):
    """Whom the alliance office gives an office, in a network or in the alliance."""

    kind = forms.ChoiceField(label=_("Office"), choices=Role.Kind)
    network = forms.ModelChoiceField(
        Network.objects.all(),
        label=_("Network"),
        empty_label=_("none: the whole alliance"),
        required=False,
    )
    email = AddressField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("Until, inclusive (voluntary)"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"since": timezone.localdate()})

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return day

    def clean(self) -> None:
        """What an office needs is said once, by the constraints of its row."""
        if not self.errors:
            try:
                Role(**self.office()._asdict()).validate_constraints({"person"})
            except ValidationError as error:
                self.add_error(None, error)

    def office(self) -> Office:
        said = self.cleaned_data
        return Office(said["kind"], said["network"], said["since"], said["until"])
