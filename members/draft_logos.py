"""Where a logo that is not public is delivered: at an address signed for its entry."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from members.models import Organisation

_SALT = "members.draft_logos"


def sign(organisation: Organisation, name: str) -> str:
    """A token that names a stored logo, and that nobody else can make."""
    return signing.dumps([organisation.pk, name], salt=_SALT)


def named(organisation: Organisation, token: str) -> str:
    """The name in the storage; an empty one for a token of another entry or none."""
    try:
        key, name = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return ""
    return name if key == organisation.pk else ""


def address(organisation: Organisation, name: str) -> str:
    arguments = [organisation.slug, sign(organisation, name)]
    return reverse("members:draft-logo", args=arguments) if name else ""
