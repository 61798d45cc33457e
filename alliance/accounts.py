"""How allauth behaves here: nobody signs up, people come by invitation."""

from __future__ import annotations

import hashlib
from ipaddress import ip_address
from typing import Any, override
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from alliance import attempts, limits, mail, passwords
from alliance.models import User

# Letters that allauth wants to send, by the name of their template there and here.
LETTERS = {
    "account/email/password_reset_key": "password_reset",
    "account/email/unknown_account": "unknown_account",
}
NOTICES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/recovery_codes_generated": "factor_codes",
    "mfa/email/totp_activated": "factor_added",
    "mfa/email/totp_deactivated": "factor_removed",
    "mfa/email/webauthn_added": "factor_added",
    "mfa/email/webauthn_removed": "factor_removed",
}
# Texts of allauth whose German says "Du", or which have none; ours goes before it.
IN_OUR_VOICE = [
    gettext_noop("You must type the same password each time."),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Use a security key"),
    gettext_noop("Authenticator code"),
]


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail address or password are not right."),
        "enter_current_password": _("Please give your current password."),
        "incorrect_password": _("This password is not right."),
    }

    @override
    def is_safe_url(self, url: str | None) -> bool:
        """Onwards within the portal only, whatever names it may be reached by."""
        return bool(url and url.startswith("/")) and url_has_allowed_host_and_scheme(
            url, allowed_hosts=None
        )

    @override
    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages are pages; only the passkey's script asks for JSON."""
        match = request.resolver_match
        is_for_script = match is not None and match.url_name == "mfa_login_webauthn"
        return is_for_script and request.headers.get("Accept") == "application/json"

    @override
    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under the portal's own address; a request can name any other."""
        return (
            settings.SITE_URL
            + urlsplit(super().get_reset_password_from_key_url(key)).path
        )

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    @override
    def get_client_ip(self, request: HttpRequest) -> str:
        """For the list of sessions; nobody is turned away who cannot be told apart."""
        try:
            return str(ip_address(limits.said_address(request)))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 (no address to listen on, but none at all)

    @override
    def clean_password(self, password: str, user: User | None = None) -> str:
        return super().clean_password(passwords.normalised(password), user=user)

    @override
    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Without a word about a closed account: its answer is that of an unknown."""
        password = credentials.get("password") or ""
        counted = attempts.at_password(request, credentials.get("email") or "")
        attempts.take(*counted)
        if len(password) > passwords.LONGEST:
            return None
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if not isinstance(user, User):
            return None
        attempts.give_back(*counted)
        return user

    @override
    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found == user

    @override
    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    @override
    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        key = None
        if template_prefix.endswith("unknown_account"):
            # Who is no member hears from us once a day at most, whoever asks.
            digest = hashlib.sha256(email.encode()).hexdigest()[:32]
            key = f"unknown {digest} {timezone.localdate():%Y-%m-%d}"
        address = context.get("password_reset_url", "")
        person = context.get("user")
        mail.write(
            LETTERS[template_prefix],
            {"address": address, "person": person},
            to=email if person is None else person,
            key=key,
        )

    @override
    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        now = timezone.localtime()
        reset = reverse("account_reset_password")
        mail.write(NOTICES[template_prefix], {"at": now, "reset": reset}, to=user)


class EmailBackend(AuthenticationBackend):
    """Says who someone is; what they may is for roles to say."""

    @override
    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:
        return False
