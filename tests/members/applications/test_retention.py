"""What time does to applications, and what goes with a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance import people
from alliance.models import JournalEntry, Mail
from members.applications import deciding
from members.applications.deciding import sight
from members.applications.retention import keep_in_time
from members.models import Application, Inquiry
from tests.factories import UserFactory
from tests.members.applications.conftest import CONTACT
from tests.members.test_reminders import MONDAY, at, remind, written_to


def later(**time):
    keep_in_time(timezone.now() + timedelta(**time))


def test_what_nobody_confirmed_is_gone_after_seven_days(unconfirmed, waiting):
    later(days=6, hours=23)
    assert Application.objects.count() == 2

    for _twice in range(2):
        later(days=7, minutes=1)

    assert Application.objects.get() == waiting


@pytest.fixture
def declined(waiting, esra, reason):
    deciding.ask(waiting, question="Seit wann?", by=esra, seen=sight(waiting))
    asked = Application.objects.get()
    deciding.decline(asked, reason=reason, note="Leider.", by=esra, seen=sight(asked))
    return Application.objects.get()


def test_a_year_after_the_decision_nobody_is_named(declined):
    later(days=364)
    assert Application.objects.get().contact_email == CONTACT

    later(days=366)

    kept = Application.objects.get()
    assert (kept.contact_name, kept.contact_email, kept.decision_note) == ("", "", "")
    assert (kept.state, kept.name) == ("declined", "Lernhaus Zollverein")
    assert not Inquiry.objects.exists()


def test_the_page_of_a_forgotten_one_opens(client, declined, esra):
    later(days=366)
    client.force_login(esra)

    response = client.get(f"/koordination/bewerbungen/{declined.pk}/")

    assert response.status_code == 200
    assert "Mira" not in response.text


def test_where_no_answer_comes_it_waits_again(waiting, esra):
    deciding.ask(waiting, question="Seit wann?", by=esra, seen=sight(waiting))
    later(days=29)
    assert Application.objects.get().state == "asked"

    for _twice in range(2):
        later(days=31)

    assert Application.objects.get().state == "waiting"
    assert JournalEntry.objects.filter(verb="application.unanswered").count() == 1


def test_the_morning_letter_counts_applications(waiting, esra, gisela):
    Application.objects.update(waits_since=at(MONDAY))

    (letter,) = remind(MONDAY)

    assert letter.recipient == esra.email
    assert "- eine Bewerbung um Mitgliedschaft\n" in letter.body
    (letter,) = remind(MONDAY + timedelta(7))
    assert "- „Lernhaus Zollverein“, Bewerbung, seit 7 Tagen\n" in letter.body


def test_after_fourteen_days_the_office_hears_of_it_once(waiting, esra, gisela):
    Application.objects.update(waits_since=at(MONDAY))

    days = [MONDAY + timedelta(number) for number in range(20)]
    told = [day for day in days if "gisela" in written_to(day)]

    assert told == [MONDAY + timedelta(14)]
    entry = JournalEntry.objects.get(verb="application.opened_to_office")
    assert (entry.subject, entry.capacity) == (waiting.pk, "portal")


@pytest.fixture
def mira(db):
    return UserFactory(email=CONTACT, name="Mira Beispiel")


def test_the_contact_person_has_it_in_the_own_data(client, waiting, mira):
    client.force_login(mira)

    (told,) = client.get("/konto/daten/").json()["bewerbungen"]

    assert told["name"] == "Lernhaus Zollverein"
    assert told["ansprechperson"] == "Mira Beispiel"


def test_nobody_else_has_it_in_the_own_data(client, waiting, wanda):
    client.force_login(wanda)

    assert client.get("/konto/daten/").json()["bewerbungen"] == []


def test_it_goes_with_an_erased_account(waiting, mira):
    people.erase(mira)

    assert not Application.objects.exists()


def test_of_a_decided_one_the_decision_stays(declined, mira):
    people.erase(mira)

    assert Application.objects.get().contact_email == ""


def test_the_links_of_its_letters_are_not_in_the_own_data(client, waiting, mira, esra):
    deciding.ask(waiting, question="Seit wann?", by=esra, seen=sight(waiting))
    client.force_login(mira)

    texts = [one["text"] for one in client.get("/konto/daten/").json()["briefe"]]

    assert Mail.objects.count() == len(texts) == 1
    assert "/mitmachen/…" in texts[0]
