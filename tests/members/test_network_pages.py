import re
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
from tests.members.listing import list_providers


def test_the_list_names_each_network_its_cities_and_its_live_count(
    client, workshop, college
):
    page = client.get("/netzwerke/").text

    assert page.index("Netzwerk Bochum") < page.index("Netzwerk Essen")
    assert 'href="/anbieter/?netzwerk=essen">2 Anbieter<' in page
    assert 'href="/anbieter/?netzwerk=bochum">Ein Anbieter<' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_three_queries(count, client, db, django_assert_num_queries):
    for network in NetworkFactory.create_batch(count):
        network.cities.add(CityFactory())
    client.get("/")  # the vocabulary is read once

    with django_assert_num_queries(3):
        page = client.get("/netzwerke/").text

    assert page.count('<h2><a href="/netzwerke/') == count


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

    assert re.search(r"<dt>Sprecher/in</dt>\s*<dd>Nora</dd>", page)
    assert "Heimlich" not in page
    assert "Vorbei" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_network_needs_four_queries(count, client, essen, django_assert_num_queries):
    for number in range(count):
        RoleFactory(network=essen, kind="speaker", is_public=True)
        essen.cities.add(CityFactory())
        listed(f"haus-{number}", essen)
        listed(f"amt-{number}", essen, kind="partner")
    client.get("/")  # the vocabulary is read once

    with django_assert_num_queries(4):
        client.get("/netzwerke/essen/")


def test_a_network_without_a_contact_says_so(client, essen):
    assert "noch keinen Kontakt genannt" in client.get("/netzwerke/essen/").text


def test_a_network_names_each_office_once_with_all_who_hold_it(client, essen):
    for name, kind in {
        "Ada": "speaker",
        "Bela": "coordinator",
        "Cem": "speaker",
    }.items():
        RoleFactory(
            person=UserFactory(name=name), network=essen, kind=kind, is_public=True
        )

    page = client.get("/netzwerke/essen/").text

    said = re.findall(r"<d[td]>(Koordination|Sprecher/in|Ada|Bela|Cem)</d[td]>", page)
    assert said == ["Koordination", "Bela", "Sprecher/in", "Ada", "Cem"]


def test_a_network_shows_its_members_by_lot_and_leads_to_all(client, essen, bochum):
    list_providers(14, network=essen)
    listed("fern", bochum)

    page = client.get("/netzwerke/essen/").text

    shown = re.findall(r'href="/anbieter/(haus-\d+)/"', page)
    assert len(set(shown)) == 12
    assert "/anbieter/fern/" not in page
    assert 'href="/anbieter/?netzwerk=essen">Die 14 Anbieter ansehen' in page


def test_a_network_without_members_says_when_they_come(client, essen):
    page = client.get("/netzwerke/essen/").text

    assert "Noch ist kein Mitglied online." in page
    assert "?netzwerk=essen" not in page
    assert "Noch kein Anbieter" in client.get("/netzwerke/").text


def test_a_network_shows_partners_that_work_with_it_today(client, essen, bochum):
    listed("kammer", essen, kind="partner")
    listed("anderswo", bochum, kind="partner")
    former = listed("frueher", essen, kind="partner")
    former.memberships.update(until=timezone.localdate() - timedelta(days=1))
    listed("werkstatt", essen)

    page = client.get("/netzwerke/essen/").text

    assert re.findall(r'href="/partner/([\w-]+)/"', page) == ["kammer"]
    assert 'href="/partner/?stadt=essen">Partner in Essen<' in page


def test_a_network_tells_how_to_join_and_whom_to_write_to(client, essen):
    essen.email = "kontakt@netzwerk.example"
    essen.legal_name = "Weiterbildung in Essen e. V."
    essen.save()

    page = client.get("/netzwerke/essen/").text

    assert "Mitglied werden kann, wer in Essen Weiterbildung anbietet" in page
    assert 'Sie schreiben an <a href="mailto:kontakt@netzwerk.example">' in page
    assert "<dd>Weiterbildung in Essen e. V.</dd>" in page


def test_an_unknown_network_is_not_found(client, db):
    response = client.get("/netzwerke/atlantis/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.text
