"""What a coordination says when a membership ends, rests or moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.once import OnceForm
from members import membership as memberships
from members.forms.team import DayField
from members.models import Membership
from members.validators import clean_text
from networks.querysets import NetworkQuerySet

# Who finds out later than that asks the office, which sees what else hangs on it.
LATEST = timedelta(days=366)
FURTHEST = timedelta(days=3660)
TOO_EARLY = _("The end lies before the beginning of the membership.")
TOO_LONG_AGO = _(
    "This day is more than a year ago. Please turn to the alliance office for that."
)
TOO_FAR = _("This day is more than ten years away.")
IS_OVER = _("This day is over.")


class ReasonField(forms.CharField):
    """Words that the editors read in their letter."""

    widget = forms.Textarea({"rows": 3, "class": "few-lines"})

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "max_length": 2000} | options
        super().__init__(strip=False, **options)

    def clean(self, value: Any) -> str:
        text = clean_text(super().clean(value))
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


def to_the_editors() -> ReasonField:
    help_text = _("It stands in the letter to the editors. You may leave it empty.")
    return ReasonField(label=_("A word to the editors"), help_text=help_text)


def check_last_day(until: date) -> date:
    today = timezone.localdate()
    if until < today - LATEST:
        raise ValidationError(TOO_LONG_AGO)
    if until > today + FURTHEST:
        raise ValidationError(TOO_FAR)
    return until


class MembershipForm(OnceForm):
    """About one membership, as it was when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        self.membership = membership
        super().__init__(data, initial={"seen": memberships.sight(membership)})


class SuspendForm(MembershipForm):
    reason = to_the_editors()


class EndForm(MembershipForm):
    """A last day: a first one, or another one as long as the first lies ahead."""

    until = DayField(label=_("Last day of the membership"))
    reason = to_the_editors()

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        super().__init__(data, membership=membership)
        today = timezone.localdate()
        self.initial["until"] = membership.until or max(today, membership.since)
        if membership.until:
            del self.fields["reason"]

    def clean_until(self) -> date:
        until = check_last_day(self.cleaned_data["until"])
        if until < self.membership.since:
            raise ValidationError(TOO_EARLY)
        if self.membership.until and until < timezone.localdate():
            raise ValidationError(IS_OVER)
        return until


class MoveForm(MembershipForm):
    """Where it goes, and from which day on."""

    network: Any = forms.ModelChoiceField(None, label=_("New network"))
    begins_on = DayField(label=_("First day in the new network"))

    def __init__(
        self, data: Any = None, *, membership: Membership, networks: NetworkQuerySet
    ) -> None:
        super().__init__(data, membership=membership)
        choice: Any = self.fields["network"]
        choice.queryset = networks
        self.initial["begins_on"] = timezone.localdate()

    def clean_begins_on(self) -> date:
        day = self.cleaned_data["begins_on"]
        if day < timezone.localdate():
            raise ValidationError(IS_OVER)
        if day <= self.membership.since:
            raise ValidationError(_("The membership itself begins later."))
        if day > timezone.localdate() + LATEST:
            raise ValidationError(_("This day is more than a year away."))
        return day


class RefuseForm(forms.Form):
    note = ReasonField(
        label=_("Why not?"),
        help_text=_("The coordination that asked reads it."),
        required=True,
        error_messages={"required": _("Please say why.")},
    )


class AdmitForm(OnceForm):
    """A member of another network, into one of the own."""

    since = DayField(label=_("Member since"))

    def __init__(self, data: Any = None, *, networks: NetworkQuerySet) -> None:
        super().__init__(data, initial={"since": timezone.localdate()})
        self.fields["network"] = forms.ModelChoiceField(
            networks, label=_("Network"), empty_label=None
        )
        self.order_fields(["once", "network", "since"])

    def clean_since(self) -> date:
        return check_first_day(self.cleaned_data["since"])


FIRST = date(1900, 1, 1)


def check_first_day(since: date) -> date:
    if since < FIRST:
        raise ValidationError(_("Please give a valid date (DD.MM.YYYY)."))
    if since > timezone.localdate() + LATEST:
        raise ValidationError(_("This day is more than a year away."))
    return since
