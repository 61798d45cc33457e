"""An organisation that a coordination adds itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.once import OnceForm
from members import places
from members.adding import NewMember
from members.forms.belonging import check_first_day
from members.forms.fields import clean_address
from members.forms.spelt import SpeltField, optional
from members.forms.team import AddressField, DayField
from members.locations import UNKNOWN_CODE
from members.models import Organisation
from members.validators import (
    REQUIRED,
    clean_email,
    clean_line,
    clean_postal_code,
    clean_telephone,
)
from networks.querysets import NetworkQuerySet

PLAIN = _("To put it online at once, please say in one line what it does.")


class NewMemberForm(OnceForm):
    """Who it is, where it is, since when it is a member, and who will write for it."""

    template_name = "members/coordination/newcomer_fields.html"

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Organisation.Kind, widget=forms.RadioSelect
    )
    name = SpeltField(
        clean_line, 200, name="name", missing=REQUIRED["name"], label=_("Name")
    )
    plain = SpeltField(
        clean_line,
        160,
        name="plain",
        label=_("Plain line"),
        help_text=_("What it does, in one line of at most 160 characters."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "few-lines"}),
    )
    website = SpeltField(
        clean_address,
        300,
        label=_("Website"),
        help_text=_("For example www.beispiel.de"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    street = SpeltField(
        clean_line,
        120,
        name="street",
        missing=REQUIRED["street"],
        label=_("Street and house number"),
    )
    postal_code = SpeltField(
        optional(clean_postal_code),
        5,
        missing=REQUIRED["postal_code"],
        label=_("Postal code"),
        widget=forms.TextInput({"size": 5, "inputmode": "numeric"}),
    )
    place = SpeltField(
        clean_line, 80, name="place", missing=REQUIRED["place"], label=_("Place")
    )
    telephone = SpeltField(
        optional(clean_telephone),
        40,
        label=_("Telephone"),
        widget=forms.TextInput({"type": "tel"}),
    )
    email = SpeltField(
        optional(clean_email),
        254,
        label=_("E-mail address for inquiries"),
        widget=forms.EmailInput,
    )
    since = DayField(label=_("Member since"))
    editor = AddressField(
        label=_("E-mail address of the main editor"),
        help_text=_("The person is invited at once. You can do that later, too."),
        max_length=254,
        required=False,
    )
    is_online = forms.BooleanField(
        label=_("Put it online at once"),
        help_text=_(
            "You vouch for it. Otherwise it is a draft that the editors complete and "
            "submit."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, *, networks: NetworkQuerySet) -> None:
        first = {"kind": Organisation.Kind.PROVIDER, "since": timezone.localdate()}
        super().__init__(data, initial=first)
        self.fields["network"] = forms.ModelChoiceField(
            networks, label=_("Network"), empty_label=None
        )

    def clean_postal_code(self) -> str:
        code: str = self.cleaned_data["postal_code"]
        if not places.find(code):
            raise ValidationError(UNKNOWN_CODE, code="unknown")
        return code

    def clean_since(self) -> date:
        return check_first_day(self.cleaned_data["since"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_online") and cleaned.get("plain") == "":
            self.add_error("plain", str(PLAIN))
        return cleaned

    def said(self) -> NewMember:
        cleaned = self.cleaned_data
        site = ("street", "postal_code", "place", "telephone", "email")
        return NewMember(
            kind=cleaned["kind"],
            words={name: cleaned[name] for name in ("name", "plain", "website")},
            site={name: cleaned[name] for name in site},
            since=cleaned["since"],
            editor=cleaned["editor"],
            is_online=cleaned["is_online"],
        )
