"""Who stands in for a coordination."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from alliance.models import JournalEntry
from members.models import Invitation, Organisation
from networks.models import Role
from tests.factories import InvitationFactory, RoleFactory, UserFactory
from tests.members.letters import link, written

PAGE = "/koordination/vertretung/"
ZOE = "zoe@example.org"


def day(number):
    return timezone.localdate() + timedelta(days=number)


def appoint(client, network, **changes):
    form = {
        "network": network.pk,
        "email": ZOE,
        "since": day(0),
        "until": day(20),
        "once": uuid.uuid4(),
    }
    return client.post(f"{PAGE}benennen/", form | changes)


@pytest.fixture
def zoe(db):
    return UserFactory(email=ZOE, name="Zoe")


def test_who_has_an_account_stands_in_at_once(client, essen, esra, zoe, workshop):
    client.force_login(esra)

    response = appoint(client, essen)

    assert response.url == PAGE
    role = zoe.roles.get()
    assert (role.kind, role.network, role.until) == ("substitute", essen, day(20))
    assert Organisation.objects.coordinated_by(zoe).get() == workshop
    assert written() == [("office_given", ZOE)]
    entry = JournalEntry.objects.get(verb="office.given")
    assert (entry.actor, entry.capacity, entry.network) == (
        esra,
        "coordinator",
        essen.pk,
    )
    assert "Zoe" in client.get(PAGE).text


def test_who_has_none_is_invited(client, essen, esra):
    client.force_login(esra)

    appoint(client, essen)

    invitation = Invitation.objects.get()
    assert (invitation.office, invitation.network) == ("substitute", essen)
    assert "eingeladen, noch nicht angenommen" in client.get(PAGE).text
    client.logout()
    assert "Vertretung, Netzwerk Essen" in client.get(link(ZOE)).text


def test_an_office_begins_and_ends_with_its_days(client, essen, esra, zoe, workshop):
    client.force_login(esra)

    appoint(client, essen, since=day(1), until=day(1))

    assert not Organisation.objects.coordinated_by(zoe).exists()
    assert not zoe.roles.current(day(0)).exists()
    assert zoe.roles.current(day(1)).exists()
    assert not zoe.roles.current(day(2)).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "zoe"}, "E-Mail-Adresse"),
        ({"since": ""}, "Ab"),
        ({"until": ""}, "Bis einschließlich"),
        ({"since": day(-1)}, "Dieser Tag ist vorbei."),
        ({"since": day(9), "until": day(8)}, "Das Ende liegt vor dem Beginn."),
    ],
)
def test_what_does_not_do_is_said(client, essen, esra, changes, sentence):
    client.force_login(esra)

    response = appoint(client, essen, **changes)

    assert response.status_code == 422
    assert sentence in response.text
    assert not Invitation.objects.exists()


def test_nobody_stands_in_twice_at_one_time(client, essen, esra, zoe):
    RoleFactory(person=zoe, network=essen, kind="substitute", until=day(5))
    client.force_login(esra)

    response = appoint(client, essen)

    assert response.status_code == 422
    assert "hat dieses Amt in dieser Zeit schon" in response.text
    assert zoe.roles.count() == 1


def test_the_network_of_others_is_not_found(client, esra, bochum, zoe):
    client.force_login(esra)

    assert appoint(client, bochum).status_code == 404
    assert not zoe.roles.exists()


def test_no_office_is_taken_from_the_form(client, essen, esra, zoe):
    client.force_login(esra)

    appoint(client, essen, kind="office", office="office", person=esra.pk)

    assert zoe.roles.get().kind == "substitute"


def test_an_ended_office_is_over_at_once(client, essen, esra, zoe, workshop):
    role = RoleFactory(
        person=zoe, network=essen, kind="substitute", since=day(-9), until=day(9)
    )
    client.force_login(esra)

    response = client.post(f"{PAGE}{role.pk}/beenden/")

    assert response.url == PAGE
    assert not Organisation.objects.coordinated_by(zoe).exists()
    role.refresh_from_db()
    assert role.until == day(-1)
    assert written() == [("office_ended", ZOE)]
    assert '<h2 id="frueher">Früher</h2>' in client.get(PAGE).text
    assert client.post(f"{PAGE}{role.pk}/beenden/").status_code == 409


def test_an_office_that_never_had_a_day_leaves_no_trace_but_the_journals(
    client, essen, esra, zoe
):
    role = RoleFactory(
        person=zoe, network=essen, kind="substitute", since=day(0), until=day(9)
    )
    client.force_login(esra)

    client.post(f"{PAGE}{role.pk}/beenden/")

    assert not zoe.roles.exists()
    assert JournalEntry.objects.get().verb == "office.ended"


def test_a_substitute_sees_the_page_and_names_nobody(client, essen, esra, zoe):
    RoleFactory(person=zoe, network=essen, kind="substitute", until=day(9))
    client.force_login(zoe)

    page = client.get(PAGE).text

    assert "Vertretungen benennt die Koordination" in page
    assert "<form class=" not in page
    assert appoint(client, essen, email="neu@example.org").status_code == 404


def test_only_own_networks_are_shown_and_chosen(client, essen, bochum, esra, gisela):
    RoleFactory(network=bochum, kind="substitute", until=day(9), person__name="Bo Neu")
    InvitationFactory(
        email="bo@example.org",
        organisation=None,
        office="substitute",
        network=bochum,
        office_since=day(0),
        office_until=day(9),
    )
    seen = {}
    for person in (esra, gisela):
        client.force_login(person)
        page = client.get(PAGE).text
        seen[person.name] = [
            text in page for text in ("Bo Neu", "bo@example.org", "Netzwerk Bochum")
        ]

    assert seen == {"Esra": [False] * 3, "Gisela": [True] * 3}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_any_list(
    client, essen, esra, count, django_assert_num_queries
):
    for number in range(count):
        RoleFactory(network=essen, kind="substitute", until=day(number - 1))
        InvitationFactory(
            organisation=None, office="substitute", network=essen, office_until=day(1)
        )
    client.force_login(esra)

    with django_assert_num_queries(11):
        client.get(PAGE)

    assert Role.objects.substitutes().count() == count
