from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alliance.documents import DocumentUploadField
from alliance.once import OnceForm
from members.forms.sites import TOO_LONG
from members.models import Credential, Organisation
from members.proof_rows import area_names
from members.proofs import Claim, sight
from members.validators import clean_date, clean_line

NO_AREA = _("Please choose at least one AZAV area.")
NO_END = _("Please give the day on which the AZAV accreditation ends.")
NO_TITLE = _("Please say what is proved.")
REVERSED = _("The end lies before the beginning.")
OVER = _("This proof has ended already.")


class DayField(forms.CharField):
    """A day as Germans write it; its empty value is None."""

    def __init__(self, label: Any, help_text: Any) -> None:
        widget = forms.TextInput({"size": 10, "autocomplete": "off"})
        super().__init__(
            label=label, help_text=help_text, required=False, widget=widget
        )

    def prepare_value(self, value: Any) -> Any:
        return date_format(value, "d.m.Y") if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        return clean_date(text) if text else None


class ClaimForm(forms.Form):
    """What an editor says of a proof; ``shown`` is what it says already."""

    kind = forms.ChoiceField(
        label=_("Which proof?"),
        choices=Credential.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a kind.")},
    )
    areas = forms.TypedMultipleChoiceField(
        label=_("AZAV areas"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Only for the AZAV accreditation, as the certificate names them. The "
            "Bildungsgutschein needs area 4."
        ),
    )
    title = forms.CharField(
        label=_("title"),
        required=False,
        max_length=120,
        help_text=_("for another proof: what it is called"),
        error_messages={"max_length": TOO_LONG},
    )
    issuer = forms.CharField(
        label=_("Issued by"),
        required=False,
        max_length=120,
        error_messages={"max_length": TOO_LONG},
    )
    valid_from = DayField(_("Valid from"), _("DD.MM.YYYY, as the certificate says"))
    valid_until = DayField(
        _("Valid until"), _("DD.MM.YYYY; empty when there is no last day")
    )
    sites: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Sites it holds for"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a tick it holds for all sites."),
    )
    file = DocumentUploadField(
        label=_("Certificate"),
        help_text=_(
            "PDF or image, at most 5 MB. Only your editors and the coordination see it."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        organisation: Organisation,
        shown: Credential | None = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(shown))
        own = organisation.sites.order_by("position", "pk")
        self.fields["sites"].queryset = own  # type: ignore[attr-defined]
        self.fields["areas"].choices = _areas()  # type: ignore[attr-defined]
        if len(own) < 2:  # noqa: PLR2004 - with one there is nothing to choose
            del self.fields["sites"]

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])

    def clean_issuer(self) -> str:
        return clean_line(self.cleaned_data["issuer"])

    def clean_valid_until(self) -> date | None:
        day = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(OVER, code="over")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, first = cleaned.get("kind"), cleaned.get("valid_from")
        last = cleaned.get("valid_until")
        wrong = {
            "areas": kind == "azav" and not cleaned.get("areas") and NO_AREA,
            "valid_until": (kind == "azav" and not last and NO_END)
            or (first and last and last < first and REVERSED),
            "title": kind == "other" and not cleaned.get("title") and NO_TITLE,
        }
        for field, sentence in wrong.items():
            if sentence and field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    def said(self) -> Claim:
        cleaned = self.cleaned_data
        is_azav = cleaned["kind"] == Credential.Kind.AZAV
        return Claim(
            kind=cleaned["kind"],
            valid_from=cleaned["valid_from"],
            valid_until=cleaned["valid_until"],
            title=cleaned["title"],
            issuer=cleaned["issuer"],
            areas=sorted(cleaned["areas"]) if is_azav else [],
            sites=list(cleaned.get("sites", [])),
            file=cleaned["file"],
        )


class NewClaimForm(OnceForm, ClaimForm):
    """Sent twice, it claims once; what is renewed has other days."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if options.get("shown"):
            self.initial.update(valid_from=None, valid_until=None)

    @classmethod
    def retyped(cls, typed: QueryDict, organisation: Organisation) -> NewClaimForm:
        """With what was typed for a proof that is out of reach, not checked yet."""
        form = cls(organisation=organisation)
        for name in form.fields.keys() & typed.keys() - {"once"}:
            many = name in ("areas", "sites")
            form.initial[name] = typed.getlist(name) if many else typed[name]
        return form


class ChangeClaimForm(ClaimForm):
    """Knows which version its writer looked at; the file may stay as it is."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *arguments: Any, shown: Credential, **options: Any) -> None:
        super().__init__(*arguments, shown=shown, **options)
        self.initial["seen"] = sight(shown)
        if shown.file:
            self.fields["file"].required = False
            self.fields["file"].label = _("Another certificate")

    def begin_again(self, now: Credential) -> None:
        """Keep what was typed; saved once more, it follows on what is there now."""
        typed = cast("QueryDict", self.data).copy()
        typed["seen"] = sight(now)
        self.data = typed


def _initial(shown: Credential | None) -> dict[str, Any]:
    if shown is None:
        return {}
    names = ("kind", "title", "issuer", "areas", "valid_from", "valid_until")
    return {name: getattr(shown, name) for name in names} | {
        "sites": [] if shown.is_for_all_sites else list(shown.sites.all())
    }


def _areas() -> list[tuple[int, str]]:
    return list(area_names().items())
