"""The office needs a second factor at once, coordinators after thirty days."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from members.demo import OFFICE
from networks.access import for_coordination
from networks.second_factor import demand
from tests.factories import RoleFactory, UserFactory

SET_UP = "/konto/zweiter-faktor/"


@pytest.fixture
def bare(gisela):
    """Gisela, before she has set one up."""
    Authenticator.objects.filter(user=gisela).delete()
    return gisela


@pytest.mark.parametrize(
    "path",
    ["", "gestaltung/", "members/organisation/", "alliance/page/", "gibt-es-nicht/"],
)
def test_no_page_of_the_office_opens_without_one(path, bare, client):
    client.force_login(bare)

    for method in (client.get, client.post):
        response = method(f"/verwaltung/{path}")
        assert (response.status_code, response.url) == (302, SET_UP)
    page = client.get(SET_UP).text
    assert "Um weiterzukommen, brauchen Sie einen zweiten Faktor." in page


def test_nor_does_she_keep_an_organisation_without_one(bare, workshop, client):
    client.force_login(bare)

    pages = ["", "redaktion/", "nachweise/", "standorte/"]
    answers = [client.get(f"/mein-bereich/werkstatt/{page}") for page in pages]
    invited = client.post(
        "/mein-bereich/werkstatt/redaktion/einladen/", {"email": "nora@example.org"}
    )

    assert {answer.url for answer in [*answers, invited]} == {SET_UP}
    assert not workshop.invitations.exists()


def test_with_one_it_opens(gisela, client):
    client.force_login(gisela)

    assert client.get("/verwaltung/").status_code == 200
    assert demand(gisela) is None


def test_codes_for_the_drawer_alone_are_none(bare):
    Authenticator.objects.create(user=bare, type="recovery_codes", data={})

    assert demand(bare).is_due


def test_a_coordinator_has_thirty_days(esra, client):
    start = datetime(2027, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        coordinator = UserFactory()
        RoleFactory(person=coordinator, network=esra.roles.first().network)
        assert not demand(coordinator).is_due
        clock.shift(timedelta(days=29))
        assert not demand(coordinator).is_due
        clock.shift(timedelta(days=1))
        assert demand(coordinator).is_due
        TOTP.activate(coordinator, generate_totp_secret())
        assert demand(coordinator) is None


def ask(person):
    view = for_coordination(lambda request: HttpResponse("offen"))
    request = RequestFactory().get("/koordination/")
    request.user = person
    request.session = {}
    request._messages = type("Silent", (), {"add": lambda *_a, **_o: None})()
    return view(request), request


def test_her_pages_ask_and_then_close(esra):
    response, request = ask(esra)
    assert response.text == "offen"
    assert request.second_factor.since > timezone.localdate()

    esra.date_joined = timezone.now() - timedelta(days=31)
    response, request = ask(esra)
    assert response.url == SET_UP


def test_her_account_says_until_when(esra, client):
    client.force_login(esra)

    assert (
        "Bitte richten Sie einen zweiten Faktor ein. Ab dem"
        in client.get("/konto/").text
    )


def test_editors_are_offered_one_and_not_asked(wanda, client):
    client.force_login(wanda)

    page = client.get("/konto/").text

    assert demand(wanda) is None
    assert "Zweiten Faktor einrichten" in page
    assert "Bitte richten Sie" not in page


def test_a_demo_asks_nobody(bare, esra, client):
    UserFactory(email=OFFICE)
    client.force_login(bare)

    assert demand(bare) is None
    assert demand(esra) is None
    assert client.get("/verwaltung/").status_code == 200
