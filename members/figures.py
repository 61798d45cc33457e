"""The figures that the office's texts may name, counted when they are read."""

from __future__ import annotations

from alliance.version import public_version
from members.directory.overview import current_overview


def figures() -> dict[str, int]:
    """Each under the name by which the office writes it, in double braces.

    ``settings.PAGE_FIGURES`` names this function.
    """
    counted = current_overview(public_version())
    return {
        "anbieter": counted.total,
        "partner": counted.partners,
        "netzwerke": counted.networks,
        "staedte": len(counted.cities),
    }
