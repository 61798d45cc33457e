"""What may never be true of networks and roles, refused by the database itself."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from networks.models import Role
from tests.factories import CityFactory, NetworkFactory, RoleFactory, SiteFactory

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def refuses(constraint):
    return pytest.raises(IntegrityError, match=f'"{constraint}"')


def test_a_role_ends_after_it_begins():
    RoleFactory(since=SPRING, until=SPRING)

    with refuses("a_role_ends_after_it_begins"):
        RoleFactory(since=SUMMER, until=SPRING)


def test_a_coordinator_has_a_network():
    with refuses("a_coordinator_has_a_network"):
        RoleFactory(kind="coordinator", network=None)


def test_the_office_has_no_network():
    with refuses("the_office_has_no_network"):
        RoleFactory(kind="office", network=NetworkFactory())


@pytest.mark.parametrize("lacking", ["network", "until"])
def test_a_substitute_has_a_network_and_an_end(lacking):
    whole = {"kind": "substitute", "since": SPRING, "until": SUMMER}
    RoleFactory(**whole)

    with refuses("a_substitute_has_a_network_and_an_end"):
        RoleFactory(**whole | {lacking: None})


def test_a_speaker_speaks_for_a_network_or_for_all():
    RoleFactory(kind="speaker", network=None)
    RoleFactory(kind="speaker")

    assert Role.objects.count() == 2


@pytest.mark.parametrize(
    ("since", "until"), [(SPRING, AUTUMN), (AUTUMN, None), (SUMMER, SUMMER)]
)
@pytest.mark.parametrize("kind", ["coordinator", "office"])
def test_nobody_has_a_role_twice_at_one_time(kind, since, until):
    network = NetworkFactory() if kind == "coordinator" else None
    first = RoleFactory(kind=kind, network=network, since=SUMMER, until=AUTUMN)

    with refuses("no_role_twice_at_one_time"):
        RoleFactory(
            person=first.person, kind=kind, network=network, since=since, until=until
        )


def test_a_person_has_several_roles():
    first = RoleFactory(since=SUMMER, until=AUTUMN)

    RoleFactory(person=first.person, since=SUMMER)
    RoleFactory(person=first.person, network=first.network, kind="speaker")
    RoleFactory(person=first.person, network=first.network, since=date(2027, 1, 1))

    assert first.person.roles.count() == 4


def test_a_network_with_roles_stays():
    with pytest.raises(ProtectedError):
        RoleFactory().network.delete()


def test_a_city_with_sites_stays():
    with pytest.raises(ProtectedError):
        SiteFactory(city=CityFactory()).city.delete()


@pytest.mark.parametrize("factory", [CityFactory, NetworkFactory])
@pytest.mark.parametrize("field", ["slug", "name"])
def test_slugs_and_names_are_unique(factory, field):
    table = factory._meta.get_model_class()._meta.db_table
    factory(**{field: "essen"})

    with refuses(f"{table}_{field}_key"):
        factory(**{field: "essen"})
