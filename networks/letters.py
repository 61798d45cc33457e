"""Letters about offices, one function for each."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from networks.models import Role

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: office_given"),
    gettext_noop("letter: office_changed"),
    gettext_noop("letter: office_ended"),
]


def office_given(role: Role) -> None:
    _to_holder("office_given", role)


def office_changed(role: Role) -> None:
    """It has another last day, or none any more."""
    _to_holder("office_changed", role)


def office_ended(role: Role) -> None:
    _to_holder("office_ended", role)


def _to_holder(kind: str, role: Role) -> None:
    if role.person.is_active:
        context = {"role": role, "address": reverse("account")}
        mail.write(kind, context, to=role.person)
