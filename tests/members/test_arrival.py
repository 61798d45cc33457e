"""Who has signed in arrives where the work is."""

import pytest
from django.contrib.auth.hashers import make_password

from members.demo import PASSWORD
from tests.factories import EditorFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def arrives(client, person):
    client.force_login(person)
    return client.get("/konto/ankunft/").url


def test_an_editor_arrives_at_the_own_desk(client, wanda, workshop):
    assert arrives(client, wanda) == f"/mein-bereich/{workshop.slug}/"


@pytest.mark.usefixtures("workshop")
def test_an_editor_of_several_arrives_at_the_list_of_them(client, wanda):
    EditorFactory(person=wanda, organisation=OrganisationFactory())

    assert arrives(client, wanda) == "/mein-bereich/"


def test_coordinators_and_the_office_arrive_at_what_waits(client, esra, gisela):
    assert arrives(client, esra) == "/koordination/"
    assert arrives(client, gisela) == "/koordination/"


def test_who_has_nothing_to_look_after_arrives_at_the_account(client):
    assert arrives(client, UserFactory()) == "/konto/"


def test_the_sign_in_leads_there_unless_it_was_for_a_page(client):
    UserFactory(email="neu@example.org", password=make_password(PASSWORD))
    form = {"login": "neu@example.org", "password": PASSWORD}

    assert client.post("/konto/login/", form).url == "/konto/ankunft/"
    client.logout()
    asked = client.post("/konto/login/?next=/konto/email/", form)
    assert asked.url == "/konto/email/"
