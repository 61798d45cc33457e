"""The figures that the office's texts may name, counted when they are read."""

from __future__ import annotations

from django.utils import timezone

from alliance.version import public_version
from members.directory.overview import overview
from members.directory.vocabulary import vocabulary


def figures() -> dict[str, int]:
    """Each under the name by which the office writes it, in double braces.

    ``settings.PAGE_FIGURES`` names this function.
    """
    words = vocabulary(public_version())
    counted = overview(vocabulary=words, day=timezone.localdate())
    return {
        "anbieter": counted.total,
        "partner": counted.partners,
        "netzwerke": counted.networks,
        "staedte": len(counted.cities),
    }
