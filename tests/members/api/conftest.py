"""A small portal in which every field of the interface says something."""

from datetime import datetime

import pytest
from django.utils import timezone

from members.directory import index
from tests.factories import (
    CredentialFactory,
    OpeningHoursFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
    listed,
)

KINDS = ("audience", "form", "time", "qualification", "language")


@pytest.fixture
def stepless(db):
    return TermFactory(
        kind="access", slug="stufenlos", name="Stufenlos", synonyms=["Rollstuhl"]
    )


@pytest.fixture
def house(essen, welding, voucher, stepless):
    """A provider that has told everything."""
    TermFactory(kind="azav", slug="fb4", name="4 Berufliche Weiterbildung")
    others = tuple(TermFactory(kind=kind, slug=kind) for kind in KINDS)
    house = listed(
        "haus",
        essen,
        terms=(welding, voucher, *others),
        name="Haus der Bildung",
        plain="Wir schweißen",
        text="Wir *schweißen*.",
        legal_form="gGmbH",
        website="https://haus.example/",
    )
    house.number, house.kursnet_number = "E-017", "12345"
    house.confirmed_at = datetime(
        2026, 9, 30, 23, 30, tzinfo=timezone.get_default_timezone()
    )
    house.save()
    site = house.sites.get()
    site.city = essen.cities.get()
    site.label, site.telephone, site.email = "Werkstatt", "0201 1", "h@haus.example"
    site.save()
    site.accessibility.add(stepless)
    OpeningHoursFactory(site=site)
    CredentialFactory(
        organisation=house,
        kind="azav",
        areas=[4],
        issuer="Zert",
        valid_until=timezone.localdate(),
        confirmed_at=timezone.now(),
    )
    index.refresh([house.pk])
    return house


@pytest.fixture
def chamber(db):
    kind = TermFactory(kind="partner_kind", slug="kammer", name="Kammer")
    return listed("ihk", kind="partner", name="Die Kammer", terms=(kind,))


@pytest.fixture
def portal(house, chamber, essen, college, welders):
    essen.legal_name, essen.website = "Netzwerk Essen e. V.", "https://netz.example/"
    essen.save()
    erika = UserFactory(email="geheim@example.org", name="Erika")
    RoleFactory(person=erika, network=essen, kind="speaker", is_public=True)
    bernd = UserFactory(email="bernd@example.org", name="Bernd Geheim")
    RoleFactory(person=bernd, network=essen)
