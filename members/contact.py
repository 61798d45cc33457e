"""An organisation as a card for the address book: one card with all its sites."""

from __future__ import annotations

from django.conf import settings

from alliance.vcards import card, text, texts
from members.portrait import Place, Portrait


def vcard(shown: Portrait, path: str) -> bytes:
    """``path`` is that of the organisation's page."""
    address = f"{settings.SITE_URL}{path}"
    lines = [
        f"FN:{text(shown.name)}",
        # Required, and for people; an organisation has none.
        "N:;;;;",
        f"ORG:{text(shown.name)}",
        "X-ABShowAs:COMPANY",
        f"UID:{text(address)}",
        f"SOURCE:{_uri(address)}",
    ]
    if shown.plain:
        lines.append(f"NOTE:{text(shown.plain)}")
    if shown.website:
        lines.append(f"URL:{_uri(shown.website)}")
    if shown.confirmed_at:
        lines.append(f"REV:{shown.confirmed_at:%Y-%m-%d}")
    for number, place in enumerate(shown.places, start=1):
        lines += _place(place, f"item{number}")
    return card(*lines)


def _place(place: Place, group: str) -> list[str]:
    """What belongs to one site bears one group and its label."""
    address = texts("", "", place.street, place.place, "", place.postal_code)
    lines = [f"{group}.ADR;TYPE=WORK:{address};Deutschland"]
    if place.telephone:
        lines.append(f"{group}.TEL;TYPE=WORK,VOICE:{text(place.telephone)}")
    if place.email:
        lines.append(f"{group}.EMAIL;TYPE=INTERNET,WORK:{text(place.email)}")
    lines.append(f"{group}.X-ABLabel:{text(place.label or place.place)}")
    return lines


def _uri(address: str) -> str:
    """Addresses are not escaped, and hold no line end."""
    return "".join(address.split())
