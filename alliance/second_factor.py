"""The second factor: codes of an app, passkeys, and codes for the drawer."""

from __future__ import annotations

import base64
import unicodedata
from typing import Any, override

from allauth.account import signals as account_signals
from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance import attempts, journal, limits, qr, sessions
from alliance.account_forms import PlainForm
from alliance.brand import NAME
from alliance.models import User


class Adapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right, or it was used."),
    }

    @override
    def get_totp_issuer(self) -> str:
        return NAME

    @override
    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url)

    @override
    def encrypt(self, text: str) -> str:
        """A copy of the database alone opens no account."""
        return _cipher().encrypt(text.encode()).decode()

    @override
    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    @override
    def generate_authenticator_name(
        self,
        user: Any,
        type: Authenticator.Type,
    ) -> str:
        known = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": known + 1}

    @override
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bound to the portal's own address; a request can name any other.

        Browsers know passkeys for names alone, so on one's own machine for this one.
        """
        name = "localhost" if settings.IS_LOOPBACK else settings.SITE.hostname
        return {"id": name or "", "name": NAME}


def _cipher() -> MultiFernet:
    return MultiFernet(
        [
            _key(secret)
            for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


def _key(secret: str) -> Fernet:
    derive = HKDF(SHA256(), length=32, salt=None, info=b"second factor")
    return Fernet(base64.urlsafe_b64encode(derive.derive(secret.encode())))


class CodeForm(PlainForm):
    """One code, counted, and good for one time only."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        counted = attempts.at_code(context.request, self.user)
        attempts.take(*counted)
        code = _digits(self.cleaned_data["code"])
        mine = Authenticator.objects.filter(user=self.user)
        for one in mine.exclude(type=Authenticator.Type.WEBAUTHN):
            if spend(one, code):
                attempts.give_back(*counted)
                self.authenticator = one
                return code
        raise Adapter().validation_error("incorrect_code")


class CodeAtSignIn(CodeForm, AuthenticateForm):
    pass


class CodeAgain(CodeForm, ReauthenticateForm):
    pass


class FirstCode(PlainForm, ActivateTOTPForm):
    @override
    def clean_code(self) -> str:
        self.cleaned_data["code"] = _digits(self.cleaned_data["code"])
        return super().clean_code()


def _digits(code: str) -> str:
    """Also those of other alphabets; without the gap that apps show."""
    return "".join(unicodedata.normalize("NFKC", code).split())


def spend(authenticator: Authenticator, code: str) -> bool:
    """Use a code, which no later sign-in can use again, nor an older one."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return authenticator.wrap().validate_code(code)
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = Adapter().decrypt(held.data["secret"])
        for counter in yield_hotp_counters_from_time():
            is_new = counter > held.data.get("counter", 0)
            if is_new and code == format_hotp_value(hotp_value(secret, counter)):
                held.data["counter"] = counter
                held.save(update_fields=["data"])
                authenticator.data = held.data
                return True
    return False


class PasskeyAtSignIn(AuthenticateWebAuthnForm):
    @override
    def clean_credential(self) -> Authenticator:
        """What a script sends may be of any shape."""
        try:
            return super().clean_credential()
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise Adapter().validation_error("incorrect_code") from error


class PasskeyAgain(PasskeyAtSignIn, ReauthenticateWebAuthnForm):
    pass


class PasskeyAlone(PasskeyAtSignIn, LoginWebAuthnForm):
    @override
    def clean_credential(self) -> Authenticator:
        who = limits.client(context.request)
        attempts.take(attempts.Counted(attempts.PASSKEY, who))
        return super().clean_credential()


class NewPasskey(AddWebAuthnForm):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Whether it opens the account alone is for the key to say, not for a box.
        del self.fields["passwordless"]

    @override
    def clean(self) -> dict:
        try:
            return super().clean()
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise Adapter().validation_error("incorrect_code") from error


@receiver([signals.authenticator_added, signals.authenticator_removed])
def note_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **signal: Any
) -> None:
    """What was signed in before the factor changed has to sign in anew."""
    is_new = signal["signal"] is signals.authenticator_added
    verb = "add_factor" if is_new else "remove_factor"
    journal.record(verb, by=user, facts=({}, {"kind": authenticator.type}))
    sessions.end(user, but=request.session.session_key)


@receiver([account_signals.password_changed, account_signals.password_reset])
def note_password(user: User, **_signal: Any) -> None:
    journal.record("change_password", by=user)
