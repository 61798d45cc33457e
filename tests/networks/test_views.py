from datetime import timedelta

import pytest
from django.utils import timezone

from members.directory import index
from tests.factories import (
    CityFactory,
    MembershipFactory,
    NetworkFactory,
    RoleFactory,
    UserFactory,
    listed,
)


def test_the_list_names_each_network_its_cities_and_its_live_count(
    client, workshop, college
):
    page = client.get("/netzwerke/").text

    assert page.index("Netzwerk Bochum") < page.index("Netzwerk Essen")
    assert 'href="/anbieter/?netzwerk=essen">2 Anbieter<' in page
    assert 'href="/anbieter/?netzwerk=bochum">Ein Anbieter<' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_two_queries(count, client, db, django_assert_num_queries):
    for network in NetworkFactory.create_batch(count):
        network.cities.add(CityFactory())

    with django_assert_num_queries(2):
        page = client.get("/netzwerke/").text

    assert page.count("<h2>") == count


def test_a_list_without_networks_says_how_they_get_there(client, db):
    assert (
        "Die Geschäftsstelle trägt die Netzwerke ein." in client.get("/netzwerke/").text
    )


def test_a_network_counts_neither_former_members_nor_partners(client, essen, workshop):
    former = listed("frueher", essen)
    yesterday = timezone.localdate() - timedelta(days=1)
    former.memberships.update(until=yesterday)
    index.refresh([former.pk])
    MembershipFactory(network=essen)
    listed("kammer", essen, kind="partner")

    page = client.get("/netzwerke/essen/").text

    assert "Den Anbieter ansehen" in page


def test_a_network_shows_roles_that_are_public_and_current_alone(client, essen):
    yesterday = timezone.localdate() - timedelta(days=1)
    for name, role in {
        "Nora": {"is_public": True},
        "Heimlich": {"is_public": False},
        "Vorbei": {"is_public": True, "until": yesterday},
    }.items():
        person = UserFactory(name=name)
        RoleFactory(person=person, network=essen, kind="speaker", **role)

    page = client.get("/netzwerke/essen/").text

    assert "<strong>Nora</strong>, Sprecher/in" in page
    assert "Heimlich" not in page
    assert "Vorbei" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_network_needs_two_queries(count, client, essen, django_assert_num_queries):
    for _ in range(count):
        RoleFactory(network=essen, kind="speaker", is_public=True)
        essen.cities.add(CityFactory())

    with django_assert_num_queries(2):
        client.get("/netzwerke/essen/")


def test_a_network_without_a_contact_says_so(client, essen):
    assert "noch keinen Kontakt genannt" in client.get("/netzwerke/essen/").text


def test_an_unknown_network_is_not_found(client, db):
    response = client.get("/netzwerke/atlantis/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.text
