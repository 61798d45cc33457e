"""Networks as commands name them."""

from __future__ import annotations

from alliance.terminal import PlainError
from networks.models import Network


def network_named(slug: str) -> Network:
    try:
        return Network.objects.get(slug=slug)
    except Network.DoesNotExist:
        slugs = ", ".join(Network.objects.values_list("slug", flat=True))
        raise PlainError(
            f"Das Netzwerk „{slug}“ gibt es nicht. Es gibt: {slugs or 'noch keines'}."
        ) from None
