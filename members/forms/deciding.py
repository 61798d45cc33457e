"""What a coordinator says to an application; each form says what was looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.doubles import Alike
from members.forms.review import MOST_SIGNS
from members.forms.spelt import SpeltField
from members.forms.terms import NOT_OFFERED
from members.models import Application, Organisation, Term
from members.validators import clean_date, clean_text
from networks.models import Network

# The reason that says nothing without a note.
OTHER = "anderes"
FURTHEST = timedelta(days=366)
SINCE = _("Please give the day from which it is a member.")


class SeenForm(forms.Form):
    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, application: Application, seen: str
    ) -> None:
        # Ids differ, for all forms stand on one page.
        auto_id = f"{type(self).__name__.removesuffix('Form').lower()}_%s"
        super().__init__(data, initial={"seen": seen}, auto_id=auto_id)
        self.application = application
        self.offer()

    def offer(self) -> None:
        """What can be chosen."""

    def decision(self) -> dict[str, Any]:
        """What its verb takes."""
        return self.cleaned_data


class AdmitForm(SeenForm):
    since = forms.CharField(
        label=_("Member since"),
        help_text=_("DD.MM.YYYY"),
        widget=forms.TextInput({"size": 10, "autocomplete": "off"}),
        error_messages={"required": SINCE},
    )

    known = forms.ChoiceField(
        label=_("As which organisation?"), required=False, widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Any = None,
        *,
        doubles: Sequence[Alike] = (),
        admissible: Collection[int] = (),
        **options: Any,
    ) -> None:
        """All ``doubles`` are shown; the ``admissible`` ones (ids) can be meant."""
        self.doubles = doubles
        self.admissible = admissible
        super().__init__(data, **options)

    def offer(self) -> None:
        self.initial["since"] = date_format(timezone.localdate(), "d.m.Y")
        self.candidates = {
            one.organisation.slug: one
            for one in self.doubles
            if self.application.network not in one.networks
            and one.organisation.pk in self.admissible
        }
        if not self.candidates:
            del self.fields["known"]
            return
        text = gettext("As “%(title)s”, which is there already")
        known = [
            (slug, text % {"title": one.title}) for slug, one in self.candidates.items()
        ]
        field = cast("Any", self.fields["known"])
        field.choices = [("", gettext("As a new organisation")), *known]
        field.error_messages["invalid_choice"] = NOT_OFFERED

    def clean_known(self) -> Organisation | None:
        """For a house in the portal there is nothing to begin anew."""
        found = self.candidates.get(self.cleaned_data["known"])
        return found.organisation if found else None

    def clean_since(self) -> date:
        day = clean_date(self.cleaned_data["since"])
        if day > timezone.localdate() + FURTHEST:
            raise ValidationError(_("This day is more than a year away."))
        return day


class AskForm(SeenForm):
    question = SpeltField(
        clean_text,
        MOST_SIGNS,
        missing=_("Please write what you want to know."),
        label=_("Your question"),
        help_text=_("The contact person gets it as a letter, word for word."),
        widget=forms.Textarea({"rows": 4}),
    )


class DeclineForm(SeenForm):
    reason = forms.ModelChoiceField(
        Term.objects.none(),
        label=_("Reason"),
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="slug",
        error_messages={
            "required": _("Please choose a reason."),
            "invalid_choice": NOT_OFFERED,
        },
    )
    note = SpeltField(
        clean_text,
        MOST_SIGNS,
        label=_("Note to the applicant"),
        help_text=_("The contact person reads it word for word."),
        widget=forms.Textarea({"rows": 4}),
    )

    def offer(self) -> None:
        reasons = Term.objects.offered().filter(kind=Term.Kind.DECLINE_REASON)
        field = cast("Any", self.fields["reason"])
        field.queryset = reasons.order_by("position", "name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reason = cleaned.get("reason")
        if reason and reason.slug == OTHER and not cleaned.get("note"):
            self.add_error("note", _("Please say in the note what the reason is."))
        return cleaned


class PassOnForm(SeenForm):
    network = forms.ModelChoiceField(
        Network.objects.none(),
        label=_("To which network?"),
        empty_label=_("Please choose"),
        to_field_name="slug",
        error_messages={
            "required": _("Please choose a network."),
            "invalid_choice": NOT_OFFERED,
        },
    )
    note = SpeltField(
        clean_text,
        MOST_SIGNS,
        label=_("Note to the colleagues"),
        help_text=_("Only the other coordination reads it."),
        widget=forms.Textarea({"rows": 3}),
    )

    def offer(self) -> None:
        field = cast("Any", self.fields["network"])
        field.queryset = Network.objects.exclude(pk=self.application.network_id)
