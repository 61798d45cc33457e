"""How allauth behaves here: nobody signs up, people come by invitation."""

from __future__ import annotations

from typing import override
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from alliance.models import User


class Adapter(DefaultAccountAdapter):
    @override
    def is_safe_url(self, url: str | None) -> bool:
        """Onwards within the portal only, whatever names it may be reached by."""
        return bool(url and url.startswith("/")) and url_has_allowed_host_and_scheme(
            url, allowed_hosts=None
        )

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


class EmailBackend(AuthenticationBackend):
    """Says who someone is; what they may is for roles to say."""

    @override
    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:
        return False
