"""Put many listed providers into the directory, with few statements."""

from __future__ import annotations

from datetime import date

from members.directory import index
from members.models import Membership, Organisation, Profile, Site
from members.states import ProfileState
from networks.models import Network

LONG_AGO = date(2020, 10, 1)


def list_providers(count: int, *, network: Network, **profile: object) -> list[int]:
    """Listed providers of a network, each with one site; returns their ids."""
    first = Organisation.objects.count()
    organisations = Organisation.objects.bulk_create(
        Organisation(slug=f"haus-{number}") for number in range(first, first + count)
    )
    Membership.objects.bulk_create(
        Membership(organisation=organisation, network=network, since=LONG_AGO)
        for organisation in organisations
    )
    Profile.objects.bulk_create(
        Profile(
            organisation=organisation,
            state=ProfileState.PUBLISHED,
            **{"name": f"Haus {organisation.pk}"} | profile,
        )
        for organisation in organisations
    )
    Site.objects.bulk_create(
        Site(
            organisation=organisation,
            street="Hauptstraße 1",
            postal_code="45127",
            place="Essen",
            city=network.cities.first(),
            latitude=51.45 + number / 1000,
            longitude=7.01,
        )
        for number, organisation in enumerate(organisations)
    )
    ids = [organisation.pk for organisation in organisations]
    index.refresh(ids)
    return ids
