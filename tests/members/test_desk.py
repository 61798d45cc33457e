"""The desk: what there is to do, for whom one works, and the way to another."""

import pytest

from members import moderation
from members.models import Profile
from tests.factories import EditorFactory, RoleFactory, SiteFactory, listed

DESK = "/mein-bereich/werkstatt/"


def test_one_login_for_several_organisations(client, wanda, essen):
    other = listed("atelier", essen, name="Atelier")
    EditorFactory(organisation=other, person=wanda)
    client.force_login(wanda)

    page = client.get("/mein-bereich/").text

    assert page.index("Atelier") < page.index("Werkstatt")
    assert page.count("Gerade ist nichts zu tun.") == 2


@pytest.mark.parametrize("step", ["", "profil/", "profil/vorschau/", "verlauf/"])
def test_every_page_leads_to_the_others(client, wanda, essen, step):
    other = listed("atelier", essen, name="Atelier")
    EditorFactory(organisation=other, person=wanda)
    client.force_login(wanda)

    assert 'href="/mein-bereich/atelier/"' in client.get(f"{DESK}{step}").text


def test_which_one_is_never_in_the_session(client, wanda):
    client.force_login(wanda)
    before = dict(client.session)

    client.get(DESK)

    assert dict(client.session) == before


def test_a_coordinator_is_told_for_whom_she_works(client, workshop, esra, wanda):
    moderation.start_draft(workshop, by=wanda)
    client.force_login(esra)

    page = client.get(DESK).text

    assert "Sie arbeiten an diesem Eintrag als Koordination Essen." in page
    assert "Die Redaktion schreibt seit heute an einer Änderung." in page
    assert 'href="/koordination/organisationen/werkstatt/"' in page
    assert "/mein-bereich/werkstatt/profil/" not in page


def test_a_substitute_and_the_office_are_told_so_too(client, workshop, essen, gisela):
    paul = RoleFactory(network=essen, kind="substitute", until="2099-01-01").person

    told = []
    for person in (paul, gisela):
        client.force_login(person)
        told.append(client.get(DESK).text)

    assert "als Vertretung der Koordination Essen." in told[0]
    assert "als Geschäftsstelle." in told[1]


def test_an_editor_is_not_told_to_be_a_coordinator(client, wanda):
    client.force_login(wanda)

    assert "Sie arbeiten an diesem Eintrag" not in client.get(DESK).text


def test_the_desk_names_one_next_step(client, wanda, workshop):
    client.force_login(wanda)
    before = client.get(DESK).text
    Profile.objects.update(plain="Wir üben.")

    after = client.get(DESK).text

    assert "In einer Zeile sagen, was Sie tun" in before
    assert "Telefonnummer oder E-Mail-Adresse eintragen" in after
    assert "In einer Zeile sagen, was Sie tun" not in after


def test_the_hint_is_for_its_editors_alone(client, workshop, esra):
    client.force_login(esra)

    assert "In einer Zeile sagen" not in client.get(DESK).text
    client.logout()
    assert "In einer Zeile sagen" not in client.get("/anbieter/werkstatt/").text


def test_who_edits_nothing_is_told_how_it_begins(client, esra, workshop):
    client.force_login(esra)

    assert "Sie schreiben selbst für keine" in client.get("/mein-bereich/").text


@pytest.mark.parametrize("count", [1, 3])
def test_many_organisations_cost_no_more_questions(
    client, wanda, essen, count, django_assert_num_queries
):
    for number in range(count):
        other = listed(f"atelier-{number}", essen)
        EditorFactory(organisation=other, person=wanda)
    client.force_login(wanda)
    client.get("/mein-bereich/")

    with django_assert_num_queries(6):
        client.get("/mein-bereich/")


@pytest.mark.parametrize("count", [1, 3])
def test_many_sites_cost_the_desk_no_more_questions(
    client, wanda, workshop, count, django_assert_num_queries
):
    SiteFactory.create_batch(count, organisation=workshop)
    client.force_login(wanda)
    client.get(DESK)

    with django_assert_num_queries(17):
        client.get(DESK)
