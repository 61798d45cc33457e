from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alliance.once import OnceForm
from members import places
from members.forms import hours
from members.forms.begun import BegunField
from members.locations import LINES, UNKNOWN_CODE
from members.models import Site, Term
from members.validators import (
    REQUIRED,
    clean_email,
    clean_line,
    clean_postal_code,
    clean_telephone,
)

TOO_LONG = _(
    "At most %(limit_value)d characters are possible (there are %(show_value)d now)."
)
EMPTY: dict[str, Any] = dict.fromkeys(LINES, "") | {
    "accessibility": [],
    "hours": [],
}


class SiteForm(forms.ModelForm):
    """One site with its hours; ``shown`` is what is said of it, in plain values."""

    template_name = "members/workspace/site_fields.html"

    postal_code = forms.CharField(
        label=_("postal code"),
        widget=forms.TextInput({"size": 5, "inputmode": "numeric"}),
        error_messages={"required": REQUIRED["postal_code"]},
    )
    telephone = forms.CharField(
        label=_("telephone"), required=False, widget=forms.TextInput({"type": "tel"})
    )
    email = forms.CharField(
        label=_("e-mail address"), required=False, widget=forms.EmailInput
    )
    is_same_week = forms.BooleanField(
        label=_("Tuesday to Friday as on Monday, where nothing is written"),
        required=False,
    )

    class Meta:
        model = Site
        fields = [*LINES, "accessibility"]
        widgets = {"accessibility": forms.CheckboxSelectMultiple}

    def __init__(self, data: Any = None, *, shown: dict[str, Any] = EMPTY) -> None:
        written = hours.initial(shown["hours"])
        super().__init__(data, initial=shown | written)
        for name in ("street", "place"):
            self.fields[name].error_messages["required"] = REQUIRED[name]
        for name in ("label", "street", "place"):
            self.fields[name].error_messages["max_length"] = TOO_LONG
        offered = Term.objects.offered() | Term.objects.filter(
            pk__in=shown["accessibility"]
        )
        chosen = offered.filter(kind=Term.Kind.ACCESS).order_by("position", "pk")
        cast("Any", self.fields["accessibility"]).queryset = chosen
        self.fields |= hours.fields({**written, **(data or {})})

    @property
    def days(self) -> list[hours.Day]:
        return hours.days(self)

    def clean_postal_code(self) -> str:
        code = clean_postal_code(self.cleaned_data["postal_code"])
        if code != self.initial["postal_code"] and not places.find(code):
            raise ValidationError(UNKNOWN_CODE, code="unknown")
        return code

    def clean_telephone(self) -> str:
        number = clean_line(self.cleaned_data["telephone"])
        return clean_telephone(number) if number else ""

    def clean_email(self) -> str:
        address = clean_line(self.cleaned_data["email"])
        return clean_email(address) if address else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        written = hours.clean(self)
        if cleaned.get("is_same_week"):
            written = hours.same_week(written)
        self.hours = written
        return cleaned

    def said(self) -> dict[str, Any]:
        """What it says of the site, in the plain values of ``members.locations``."""
        terms = self.cleaned_data["accessibility"]
        return {name: getattr(self.instance, name) for name in LINES} | {
            "accessibility": sorted(term.pk for term in terms),
            "hours": self.hours,
        }


class NewSiteForm(OnceForm, SiteForm):
    """Sent twice, it makes one site."""

    @classmethod
    def retyped(cls, typed: QueryDict) -> NewSiteForm:
        """With what was typed for a site that is gone, not checked yet."""
        form = cls()
        form.fields |= hours.fields(typed)
        form.initial.update(
            {name: typed[name] for name in typed if name in form.fields}
        )
        form.initial["accessibility"] = typed.getlist("accessibility")
        form.initial.pop("once", None)
        return form


class EditSiteForm(SiteForm):
    def __init__(
        self,
        data: Any = None,
        *,
        site: Site,
        shown: dict[str, Any],
        began: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, shown=shown)
        self.fields["began"] = BegunField(f"site-{site.pk}")
        self.initial["began"] = began or shown
