from __future__ import annotations

from typing import Any, override

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance import attempts
from alliance.errors import TooManyAttemptsError
from alliance.models import User

PASSWORD_HELP = gettext_lazy(
    "At least 12 characters. Best are four words that have nothing to do with each "
    "other."
)


class PlainForm(forms.Form):
    """With labels alone: a word inside a field is gone when it is needed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = PASSWORD_HELP


class SignInForm(PlainForm, library.LoginForm):
    pass


class ReauthenticateForm(PlainForm, library.ReauthenticateForm):
    pass


class SetPasswordForm(PlainForm, library.SetPasswordForm):
    pass


class ChosenPasswordForm(PlainForm, library.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainForm, library.ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        """Counted like a sign-in: a session that was left open is no way to guess."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ResetForm(PlainForm, library.ResetPasswordForm):
    """Says the same to everyone, and sends a mailbox no more than a few letters."""

    @override
    def save(self, request: HttpRequest, **options: Any) -> str:
        email = self.cleaned_data["email"]
        attempts.take(*attempts.at_reset(request, email))
        letters = [attempts.Counted(attempts.RESET_LETTERS, email)]
        if not self.users:
            letters += attempts.at_letter_to_stranger(request)
        try:
            attempts.take(*letters)
        except TooManyAttemptsError:
            return email
        return super().save(request, **options)


class EmailForm(forms.Form):
    """A new address; whether someone has it already is not for this form to say."""

    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        self.user = user
        super().__init__(data)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email == self.user.email:
            raise ValidationError(_("This is your address already."))
        return email
