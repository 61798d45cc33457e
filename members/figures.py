"""The figures that the office's texts may name, counted when they are read."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from alliance.prepared import DAY, Prepared
from members.models import DirectoryEntry, Organisation
from networks.models import City, Network

# As the office writes them, in double braces.
PROVIDERS, PARTNERS = "anbieter", "partner"
NETWORKS, CITIES = "netzwerke", "staedte"


def figures() -> dict[str, int]:
    """Each figure under its name; ``settings.PAGE_FIGURES`` names this function."""
    found = {row["name"]: row["number"] for row in _count(day=timezone.localdate())}
    return {
        PROVIDERS: found.get(Organisation.Kind.PROVIDER, 0),
        PARTNERS: found.get(Organisation.Kind.PARTNER, 0),
        NETWORKS: found.get(NETWORKS, 0),
        CITIES: found.get(CITIES, 0),
    }


def _counts() -> QuerySet:
    entries = DirectoryEntry.objects.listed(DAY)
    networks = Network.objects.annotate(counted=Value(NETWORKS))
    cities = City.objects.annotate(counted=Value(CITIES))
    others = [_by(networks, "counted"), _by(cities, "counted")]
    return _by(entries, "kind").union(*others, all=True).order_by()


def _by(rows: QuerySet, name: str) -> QuerySet:
    groups = rows.order_by().values(name).annotate(number=Count("pk"))
    return groups.values_list(JSONObject(name=name, number="number"), flat=True)


_count = Prepared(_counts)
