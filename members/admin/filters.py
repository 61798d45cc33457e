"""Filters that several lists of the office have."""

from __future__ import annotations

from typing import Any, override

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.filters import NO_NETWORK
from members.models import Membership
from networks.models import Network


class NetworkFilter(admin.SimpleListFilter):
    """The network of which the row's organisation is a member today."""

    title = _("network")
    parameter_name = "netzwerk"
    organisation = "organisation"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        names = Network.objects.values_list("slug", "name")
        return [*names, (NO_NETWORK, str(_("in no network")))]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = self.value()
        if wanted is None:
            return queryset
        current = Membership.objects.current().filter(
            organisation=OuterRef(self.organisation)
        )
        if wanted == NO_NETWORK:
            return queryset.exclude(Exists(current))
        return queryset.filter(Exists(current.filter(network__slug=wanted)))


class OwnNetworkFilter(NetworkFilter):
    organisation = "pk"


class WaitsFilter(admin.SimpleListFilter):
    """Of proofs: whether the coordination has said anything yet."""

    title = _("state")
    parameter_name = "stand"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("wartet", _("Waits for the coordination")),
            ("bestaetigt", _("Confirmed")),
            ("abgelehnt", _("Refused")),
        ]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "wartet":
                return queryset.filter(confirmed_at=None, refused_at=None)
            case "bestaetigt":
                return queryset.filter(confirmed_at__isnull=False)
            case "abgelehnt":
                return queryset.filter(refused_at__isnull=False)
        return queryset
