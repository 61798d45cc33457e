"""What anyone may write about an entry or to the office, and how it is settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alliance.public_forms import PublicForm
from members.forms.team import AddressField
from members.models import Report
from members.states import ReportState
from members.validators import clean_line, clean_text

LONGEST = 2_000
NOTHING = _("Please write what is wrong.")
EMPTY = _("Please write your message.")


class ReportForm(PublicForm):
    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("For example: the telephone number belongs to somebody else."),
        error_messages={"required": NOTHING},
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
    )
    email = AddressField(
        label=_("Your e-mail address, if you would like an answer (voluntary)"),
        help_text=_(
            "That of your institution will do. Only those see it who look after this "
            "entry: its editors, the coordination and the alliance office. It is "
            "deleted 30 days after your report was dealt with."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_text(self) -> str:
        return _written(self.cleaned_data["text"], NOTHING)

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("text", "email")}


class MessageForm(PublicForm):
    text = forms.CharField(
        label=_("Your message"),
        error_messages={"required": EMPTY},
        max_length=5_000,
        widget=forms.Textarea({"rows": 8}),
    )
    name = forms.CharField(
        label=_("Your name (voluntary)"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("The office answers there. It is used for nothing else."),
        error_messages={"required": _("Please say where we can answer.")},
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_text(self) -> str:
        return _written(self.cleaned_data["text"], EMPTY)

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "email", "text")}


class SettleForm(forms.Form):
    """What became of a report; an answer only where there is somebody to answer."""

    state = forms.ChoiceField(
        label=_("What has become of it?"),
        choices=[
            (ReportState.DONE, _("It was right, and the entry is corrected.")),
            (ReportState.NO_ERROR, _("The entry is right as it is.")),
        ],
        error_messages={"required": _("Please choose what has become of it.")},
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer to the sender (voluntary)"),
        help_text=_(
            "One letter, sent by the portal without your name and address. Without an "
            "answer the sender hears nothing."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, data: Any = None, *, report: Report) -> None:
        super().__init__(data)
        if not report.email:
            del self.fields["answer"]

    def clean_answer(self) -> str:
        return clean_text(self.cleaned_data["answer"])


def _written(typed: str, refusal: Any) -> str:
    text = clean_text(typed)
    if not text:
        raise ValidationError(refusal, code="required")
    return text
