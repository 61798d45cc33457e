"""What search engines are told of: listed entries, networks and the lists."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import F, FilteredRelation, Max, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from alliance import pages
from alliance.models import PageVersion, PublicChange
from members.models import DirectoryEntry, Organisation
from members.querysets import DirectoryEntryQuerySet
from members.states import ProfileState
from networks.models import Network
from networks.querysets import NetworkQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Changed(TypedDict):
        changed_at: datetime | None

    ChangedEntry = WithAnnotations[DirectoryEntry, Changed]


class PortalSitemap(Sitemap):
    """Addresses as the portal's own settings know them, whatever host was asked."""

    protocol = settings.SITE.scheme
    limit = 5000

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002
        return settings.SITE.netloc


class ListsSitemap(PortalSitemap):
    """The home page and the directory show what changed last, whatever it was."""

    def items(self) -> list[str]:
        return [
            "members:home",
            "members:directory",
            "networks:list",
            "members:partners",
            "members:api-docs",
        ]

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        return (
            self._changed_at if item in ("members:home", "members:directory") else None
        )

    @cached_property
    def _changed_at(self) -> datetime | None:
        return PublicChange.objects.aggregate(at=Max("at"))["at"]


class TextsSitemap(PortalSitemap):
    """The pages that the office writes, with the day of their last change."""

    def items(self) -> list[PageVersion]:
        return pages.all_current()

    def location(self, item: PageVersion) -> str:
        return item.page.get_absolute_url()

    def lastmod(self, item: PageVersion) -> datetime:
        return item.created_at


class NetworksSitemap(PortalSitemap):
    def items(self) -> NetworkQuerySet:
        return Network.objects.all()


class EntriesSitemap(PortalSitemap):
    """The pages of one kind of organisation, with the day of their last change."""

    kind: Organisation.Kind

    def items(self) -> DirectoryEntryQuerySet:
        return (
            DirectoryEntry.objects.listed()
            .filter(kind=self.kind)
            .annotate(
                live=FilteredRelation(
                    "organisation__profiles",
                    condition=Q(organisation__profiles__state=ProfileState.PUBLISHED),
                ),
                changed_at=Greatest(
                    F("live__published_at"), F("organisation__confirmed_at")
                ),
            )
            .only("slug")
            .order_by("pk")
        )

    def location(self, item: DirectoryEntry) -> str:
        return reverse(f"members:{self.kind}", args=[item.slug])

    def lastmod(self, item: ChangedEntry) -> datetime | None:
        return item.changed_at


class ProvidersSitemap(EntriesSitemap):
    kind = Organisation.Kind.PROVIDER


class PartnersSitemap(EntriesSitemap):
    kind = Organisation.Kind.PARTNER


_OURS: dict[str, type[PortalSitemap]] = {
    "seiten": ListsSitemap,
    "texte": TextsSitemap,
    "netzwerke": NetworksSitemap,
    "anbieter": ProvidersSitemap,
    "partner": PartnersSitemap,
}


def sections() -> dict[str, type[PortalSitemap]]:
    """By the names in their addresses; those of later apps, too."""
    others = {name: import_string(path) for name, path in settings.SITEMAPS.items()}
    return _OURS | others
