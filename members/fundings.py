"""What an organisation says who pays, and how far that is proved."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

# The term by which a provider states it; what is proved is another matter.
VOUCHER = "bildungsgutschein"


def funding_names(stated: Iterable[tuple[str, str]], *, has_voucher: bool) -> list[str]:
    """Of slugs and names: the voucher only with a proof, or marked as a statement."""
    return [
        f"{name} ({_('as the provider says')})"
        if slug == VOUCHER and not has_voucher
        else name
        for slug, name in stated
    ]
