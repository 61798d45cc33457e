"""The portrait of a version that is not public, for those who keep the entry alone.

Nothing of it is remembered: what is not published never meets what is.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import BigIntegerField
from django.utils import timezone

from alliance.prepared import Parameter, Prepared
from members.directory.entries import VOUCHER_AREA
from members.models import Profile
from members.portrait import Portrait, described, paint

_version = Prepared(
    lambda: described(
        Profile.objects.filter(pk=Parameter("pk", BigIntegerField())), logo="logo"
    )
)


def preview(profile: Profile) -> Portrait:
    """As the public would read this version today."""
    day = timezone.localdate()
    (row,) = _version(pk=profile.pk, day=day)
    return paint(row | _known_to_the_directory(row), day)


def _known_to_the_directory(row: dict[str, Any]) -> dict[str, Any]:
    """What its entry would say, from its sites and proofs."""
    places, proofs = row["places"], row["proofs"]
    has_voucher = any(VOUCHER_AREA in proof["areas"] for proof in proofs)
    return {
        "city_ids": sorted({place["city_id"] for place in places if place["city_id"]}),
        "telephone": next((p["telephone"] for p in places if p["telephone"]), ""),
        # These proofs are valid today; until when does not matter here.
        "voucher_from": date.min.isoformat() if has_voucher else None,
        "voucher_until": None,
    }
