"""What the office does to accounts: each by its verb, with letter and journal."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from alliance import addresses, people
from alliance.models import JournalDetails, JournalEntry, Mail
from tests.factories import UserFactory


def address(person, end="change"):
    return f"/verwaltung/alliance/user/{person.pk}/{end}/"


def save(office, person, **changed):
    form = {"email": person.email, "name": person.name, "is_active": "on"} | changed
    response = office.post(address(person), {k: v for k, v in form.items() if v})
    assert response.status_code == 302, response.context["errors"]
    person.refresh_from_db()


def entry(verb):
    return JournalEntry.objects.get(verb=verb)


def test_the_old_address_hears_of_a_new_one_and_may_undo_it(office, wanda, gisela):
    save(office, wanda, email="Neu@Example.org")

    letter = Mail.objects.get(kind="address_replaced")
    assert wanda.email == "neu@example.org"
    assert letter.recipient == "wanda@example.org"
    assert "neu@example.org" in letter.body
    noted = entry("person.address_changed")
    assert (noted.actor, noted.subject, noted.capacity) == (gisela, wanda.pk, "office")
    change = wanda.email_changes.get()
    addresses.undo(
        addresses.found(addresses.link(change, "undo").split("/")[-2], "undo")
    )
    wanda.refresh_from_db()
    assert wanda.email == "wanda@example.org"


def test_an_address_that_is_taken_is_explained(office, wanda, kemal):
    form = {"email": "KEMAL@example.org", "name": "Wanda", "is_active": "on"}

    response = office.post(address(wanda), form)

    assert response.status_code == 200
    assert not Mail.objects.exists()


def test_a_closed_account_is_signed_out_everywhere(office, wanda):
    wanda.set_password("vier lange stille Pferde")
    wanda.save()
    other = Client()
    form = {"login": wanda.email, "password": "vier lange stille Pferde"}
    other.post("/konto/login/", form)
    assert UserSession.objects.filter(user=wanda).exists()

    save(office, wanda, is_active="")

    assert not UserSession.objects.filter(user=wanda).exists()
    assert other.get("/mein-bereich/").status_code == 302
    assert entry("person.closed").subject == wanda.pk
    save(office, wanda)
    assert entry("person.reopened").subject == wanda.pk


def test_nobody_closes_the_own_account(office, gisela):
    office.post(address(gisela), {"email": gisela.email, "name": "Gisela"})

    gisela.refresh_from_db()
    assert gisela.is_active


def test_a_person_is_erased_in_fourteen_days_and_may_stay(office, wanda, gisela):
    wanda.last_login = timezone.now()
    wanda.save()
    page = office.get(address(wanda, "loeschen")).text
    assert "In 14 Tagen löschen" in page
    assert "Werkstatt" in page

    assert office.post(address(wanda, "loeschen")).status_code == 422
    office.post(address(wanda, "loeschen"), {"verstanden": "ja"})

    wanda.refresh_from_db()
    assert wanda.erase_after.date() == (timezone.now() + timedelta(days=14)).date()
    assert Mail.objects.get(kind="erasure_ordered").person == wanda
    assert entry("ask_erasure").actor == gisela
    office.post(address(wanda, "behalten"))
    wanda.refresh_from_db()
    assert wanda.erase_after is None
    assert entry("stay").subject == wanda.pk


def test_who_never_signed_in_is_erased_at_once(office, gisela):
    guest = UserFactory(email="gast@example.org", name="Gast")
    assert "Sofort löschen" in office.get(address(guest, "loeschen")).text

    office.post(address(guest, "loeschen"), {"verstanden": "ja"})

    guest.refresh_from_db()
    assert guest.erased_at
    assert guest.email.endswith("geloescht.invalid")
    assert (entry("erase").actor, entry("erase").subject) == (gisela, guest.pk)
    assert office.post(address(guest), {"name": "Neu"}).status_code == 403
    assert office.get(address(guest, "loeschen")).status_code == 404


def test_nobody_erases_oneself_from_here(office, gisela):
    assert "„Mein Konto“" in office.get(address(gisela, "loeschen")).text

    response = office.post(address(gisela, "loeschen"), {"verstanden": "ja"})

    assert response.status_code == 409
    gisela.refresh_from_db()
    assert gisela.erase_after is gisela.erased_at is None


def test_a_former_name_goes_with_the_person(office, wanda):
    save(office, wanda, name="Wanda Neu")
    assert entry("person.renamed").details.before == {"name": "Wanda"}

    people.erase(wanda)

    assert not JournalDetails.objects.filter(entry__verb="person.renamed").exists()


def test_the_page_says_who_is_what(office, wanda, esra):
    page = office.get(address(wanda)).text
    assert "werkstatt (Hauptredaktion)" in page
    assert "Portal wie diese Person sehen" in page

    page = office.get(address(esra)).text
    assert "Koordination, Netzwerk Essen (01.10.2020–)" in page
    assert "Portal wie diese Person sehen" not in page


@pytest.mark.parametrize("person", ["esra", "wanda"])
@pytest.mark.parametrize("end", ["loeschen", "behalten"])
def test_nobody_else_does_any_of_it(client, request, kemal, person, end):
    client.force_login(request.getfixturevalue(person))

    assert client.post(address(kemal, end), {"verstanden": "ja"}).status_code == 403
