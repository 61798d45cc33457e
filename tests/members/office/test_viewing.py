"""The office sees what an editor sees, for half an hour, and changes nothing."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone

from alliance.audience import WITHOUT_SESSION
from alliance.models import JournalEntry
from members import history
from tests.alliance.test_audience import views
from tests.factories import RoleFactory, UserFactory
from tests.mirror.rows import all_rows

END = "/verwaltung/ansicht/beenden/"
READ_ONLY = "Sie sehen nur zu"


def begin(office, person):
    return office.post(f"/verwaltung/ansicht/{person.pk}/")


@pytest.fixture
def viewing(office, wanda):
    begin(office, wanda)
    return office


def told(organisation, verb):
    return JournalEntry.objects.about([organisation.pk]).filter(verb=verb)


def test_the_office_sees_what_the_editor_sees(office, wanda, workshop):
    response = begin(office, wanda)

    assert response.url == "/mein-bereich/"
    page = office.get("/mein-bereich/werkstatt/profil/").text
    assert "Sie sehen das Portal wie <strong>Wanda</strong>" in page
    assert "Sie sind Gisela, Geschäftsstelle." in page
    assert office.get("/mein-bereich/kolleg/").status_code == 404
    assert office.get("/koordination/").status_code == 403
    assert office.get("/verwaltung/").status_code == 403


def test_the_history_of_the_organisation_tells_of_it(viewing, gisela, wanda, workshop):
    viewing.post(END)

    ended, begun = history.told(history.entries(workshop)[:2])
    assert begun.sentence.startswith("Gisela")
    assert begun.capacity == "Geschäftsstelle"
    assert begun.differences[0].after == ["Wanda"]
    for verb in ("view.begun", "view.ended"):
        entry = told(workshop, verb).get()
        assert (entry.actor, entry.subject) == (gisela, wanda.pk)
    assert ended.sentence != begun.sentence


def test_after_its_end_the_office_is_itself_again(viewing, wanda):
    response = viewing.post(END, follow=True)

    assert response.redirect_chain[-1][0].endswith(f"/user/{wanda.pk}/change/")
    assert "Ansicht beenden" not in viewing.get("/mein-bereich/").text
    assert viewing.get("/koordination/").status_code == 200


def addresses():
    """Each plain address for those who sign in, with a 1 wherever it wants a word."""
    return sorted(
        {
            "/" + re.sub(r"<[^>]+>", "1", address)
            for address, view in views(get_resolver())
            if "^" not in address
            and getattr(view, "audience", None) not in WITHOUT_SESSION
            and "/" + address not in ("/konto/logout/", END)
        }
    )


def is_known(address):
    """Some want words of their own, where the 1 names nothing at all."""
    with suppress(Resolver404):
        return bool(resolve(address))
    return False


def test_whatever_would_write_is_refused(viewing):
    before = all_rows()

    known = [address for address in addresses() if is_known(address)]
    assert len(known) > 100
    for address in known:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            response = viewing.generic(method, address)
            assert response.status_code == 403, (method, address)
            assert READ_ONLY in response.text
            assert "Ansicht beenden" in response.text

    assert all_rows() == before


def test_what_was_typed_is_given_back(viewing):
    form = {"plain": "Wir lehren am Abend."}

    page = viewing.post("/mein-bereich/werkstatt/profil/", form).text

    assert "Wir lehren am Abend." in page


@pytest.mark.parametrize(
    "page", ["", "daten/", "sitzungen/", "email/", "zweiter-faktor/"]
)
def test_an_account_stays_its_owners(viewing, page):
    response = viewing.get(f"/konto/{page}")

    assert response.status_code == 403
    assert "wanda@example.org" not in response.text


def test_public_pages_know_nothing_of_it(viewing):
    assert "Ansicht beenden" not in viewing.get("/").text


def test_it_ends_by_itself_after_half_an_hour(office, wanda, workshop):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        begin(office, wanda)
        clock.shift(timedelta(minutes=29, seconds=59))
        assert "Wanda" in office.get("/mein-bereich/werkstatt/").text

        clock.shift(timedelta(seconds=1))
        response = office.post(
            "/mein-bereich/werkstatt/profil/einreichen/", follow=True
        )

    assert response.redirect_chain == [("/verwaltung/", 302)]
    assert "Die Ansicht ist beendet." in response.text
    assert told(workshop, "view.ended").count() == 1


def test_it_ends_with_the_office(viewing, gisela, workshop):
    yesterday = timezone.localdate() - timedelta(days=1)
    gisela.roles.update(until=yesterday)

    assert viewing.get("/mein-bereich/werkstatt/").status_code == 302
    assert viewing.get("/mein-bereich/werkstatt/").status_code == 403
    assert told(workshop, "view.ended").exists()


def test_it_ends_when_one_signs_out(viewing, workshop):
    viewing.post("/konto/logout/")

    assert SESSION_KEY not in viewing.session
    assert told(workshop, "view.ended").exists()


def test_it_ends_when_the_editor_gets_an_office(viewing, wanda, essen):
    RoleFactory(person=wanda, network=essen)

    assert viewing.get("/koordination/").url == "/verwaltung/"


def test_it_ends_when_the_person_is_gone(viewing, wanda, workshop):
    """Taking a list of members back takes those along who came with it."""
    workshop.editors.all().delete()
    wanda.delete()

    assert viewing.get("/mein-bereich/").url == "/verwaltung/"
    assert viewing.get("/verwaltung/").status_code == 200
    assert told(workshop, "view.ended").exists()


@pytest.mark.parametrize("person", ["esra", "boris", "gisela", "stranger"])
def test_only_editors_are_looked_at(office, request, person, db):
    is_known = person != "stranger"
    someone = request.getfixturevalue(person) if is_known else UserFactory()

    assert begin(office, someone).status_code == 404
    assert not JournalEntry.objects.filter(verb="view.begun").exists()


def test_an_editor_who_coordinates_is_not_looked_at(office, wanda, essen):
    RoleFactory(person=wanda, network=essen, kind="substitute", until="2199-01-01")

    assert begin(office, wanda).status_code == 404


@pytest.mark.parametrize("person", ["esra", "wanda"])
def test_nobody_else_looks(client, request, person, kemal):
    client.force_login(request.getfixturevalue(person))

    assert client.post(f"/verwaltung/ansicht/{kemal.pk}/").status_code == 403
    assert client.post(END).status_code == 403


def test_one_looks_by_a_button_alone(office, wanda):
    assert office.get(f"/verwaltung/ansicht/{wanda.pk}/").status_code == 405
