from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.account_forms import PASSWORD_HELP
from alliance.models import User
from alliance.once import OnceForm
from members.acceptance import Newcomer
from members.team import WORD
from members.validators import clean_email, clean_line, clean_text

if TYPE_CHECKING:
    from networks.querysets import NetworkQuerySet

# Far more than anyone types; what is longer is not worth a hash.
LONGEST_PASSWORD = 1024


class AddressField(forms.CharField):
    """An e-mail address in the one spelling that accounts have."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        address = super().clean(value)
        return clean_email(address).lower() if address else ""


class InviteForm(OnceForm):
    email = AddressField(label=_("E-mail address"), max_length=254)
    is_main = forms.BooleanField(
        label=_("Hand over the main role, too"),
        help_text=_("Who has it now goes on editing."),
        required=False,
    )

    def __init__(self, data: Any = None, *, may_head: bool) -> None:
        super().__init__(data)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if not may_head:
            del self.fields["is_main"]


class NewcomerForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HELP,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, email: str, name: str) -> None:
        super().__init__(data, initial={"name": name})
        self.email = email

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Please give your name."), code="required")
        return name

    def clean_password(self) -> str:
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        return get_adapter().clean_password(self.cleaned_data["password"], person)

    def newcomer(self) -> Newcomer:
        return Newcomer(self.cleaned_data["name"], self.cleaned_data["password"])


class LeaveForm(forms.Form):
    note = forms.CharField(
        label=_("A word to the coordination"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data: Any = None, *, is_last: bool) -> None:
        super().__init__(data)
        self.fields["note"].required = is_last
        self.fields["note"].error_messages["required"] = WORD

    def clean_note(self) -> str:
        note = clean_text(self.cleaned_data["note"])
        if self.fields["note"].required and not note:
            raise ValidationError(WORD, code="required")
        return note


class DayField(forms.DateField):
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class SubstituteForm(OnceForm):
    """Its networks are those for which the person may name someone."""

    email = AddressField(label=_("E-mail address"), max_length=254)
    since = DayField(label=_("From"))
    until = DayField(label=_("Until, inclusive"))

    def __init__(self, data: Any = None, *, networks: NetworkQuerySet) -> None:
        super().__init__(data, initial={"since": timezone.localdate()})
        self.fields["network"] = forms.ModelChoiceField(
            networks, label=_("Network"), empty_label=None
        )
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.order_fields(["once", "network", "email", "since", "until"])

    def clean(self) -> dict[str, Any]:
        days = super().clean() or self.cleaned_data
        since, until = days.get("since"), days.get("until")
        if since and since < timezone.localdate():
            self.add_error("since", _("This day is over."))
        if since and until and until < since:
            self.add_error("until", _("The end lies before the beginning."))
        return days
