"""What someone sends who comes with the link of a letter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance.public_forms import PublicForm
from members.forms.spelt import SpeltField
from members.validators import clean_text


class ConfirmForm(PublicForm):
    """A button."""

    looks_for_robots = False


class AnswerForm(PublicForm):
    looks_for_robots = False
    use_required_attribute = False

    answer = SpeltField(
        clean_text,
        2000,
        missing=_("Please write an answer."),
        label=_("Your answer"),
        widget=forms.Textarea({"rows": 6}),
    )
