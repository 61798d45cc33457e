"""How allauth behaves here: nobody signs up, people come by invitation."""

from __future__ import annotations

from typing import override

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from alliance.models import User


class Adapter(DefaultAccountAdapter):
    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class EmailBackend(AuthenticationBackend):
    """Says who someone is; what they may is for roles to say."""

    @override
    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:
        return False
