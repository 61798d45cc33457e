"""Letters about offices, one function for each."""

from __future__ import annotations

from django.urls import reverse

from alliance import mail
from networks.models import Role


def office_given(role: Role) -> None:
    _to_holder("office_given", role)


def office_ended(role: Role) -> None:
    _to_holder("office_ended", role)


def _to_holder(kind: str, role: Role) -> None:
    if role.person.is_active:
        context = {"role": role, "address": reverse("account")}
        mail.write(kind, context, to=role.person)
