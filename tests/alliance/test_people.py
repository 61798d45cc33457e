"""Each person may take all data along, and leave."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from alliance import addresses, journal, people
from alliance.errors import WrongStateError
from alliance.models import EmailChange, JournalDetails, JournalEntry, KeptForm, Mail
from members import history
from members.models import Editor, Invitation
from tests.alliance.test_journal import seal
from tests.factories import (
    EditorFactory,
    InvitationFactory,
    MailFactory,
    RoleFactory,
    UserFactory,
)

PASSWORD = "vier lange stille Pferde"


@pytest.fixture
def signed_in(wanda, client):
    wanda.set_password(PASSWORD)
    wanda.save()
    client.post("/konto/login/", {"login": wanda.email, "password": PASSWORD})
    client.post("/konto/reauthenticate/?next=/konto/", {"password": PASSWORD})
    return client


def test_the_file_holds_all_about_the_person_and_nobody_else(wanda, kemal, client):
    MailFactory(person=wanda, subject="An Wanda", recipient=wanda.email)
    MailFactory(person=kemal, subject="An Kemal", recipient=kemal.email)
    TOTP.activate(wanda, "GEHEIM")
    journal.record("submit", by=wanda, facts=({}, {"name": "Werkstatt"}))
    RoleFactory(person=wanda, kind="speaker")
    client.force_login(wanda)

    response = client.get("/konto/daten/")

    data = response.json()
    assert response["Content-Disposition"] == 'attachment; filename="meine-daten.json"'
    assert data["konto"]["e_mail"] == "wanda@example.org"
    assert [letter["betreff"] for letter in data["briefe"]] == ["An Wanda"]
    assert data["redaktionen"][0]["organisation"] == "werkstatt"
    assert data["protokoll"][0]["nachher"] == {"name": "Werkstatt"}
    assert data["aemter"][0]["amt"] == "speaker"
    assert "Kemal" not in response.text
    assert "GEHEIM" not in response.text
    assert wanda.password not in response.text or not wanda.password


def test_the_file_opens_nothing_that_a_mailbox_has_to_open(wanda, client):
    reset = "Hier: http://127.0.0.1:8000/konto/password/reset/key/1-Ab3/ Bis bald."
    joining = "http://127.0.0.1:8000/konto/einladung/gEh3im/"
    MailFactory(person=wanda, recipient=wanda.email, body=reset)
    MailFactory(recipient=wanda.email, body=joining)
    client.force_login(wanda)

    letters = client.get("/konto/daten/").json()["briefe"]

    assert [letter["text"] for letter in letters] == [
        "Hier: http://127.0.0.1:8000/konto/… Bis bald.",
        "http://127.0.0.1:8000/konto/…",
    ]


def test_the_file_does_not_say_who_else_has_an_account(wanda, kemal, client):
    client.force_login(wanda)

    addresses.ask(wanda, kemal.email)
    taken = client.get("/konto/daten/").json()
    addresses.ask(wanda, "niemand@example.org")
    free = client.get("/konto/daten/").json()

    assert free == taken
    assert free["briefe"] == []


def test_leaving_asks_who_one_is_and_tells_what_happens(wanda, client):
    client.force_login(wanda)

    page = client.get("/konto/loeschen/").text
    response = client.post("/konto/loeschen/")

    assert "Werkstatt hat dann keine Redaktion mehr." in page
    assert response.url.startswith("/konto/reauthenticate/")
    wanda.refresh_from_db()
    assert wanda.erase_after is None


def test_who_leaves_has_fourteen_days_to_stay(wanda, signed_in):
    signed_in.post("/konto/loeschen/")
    wanda.refresh_from_db()
    assert wanda.erase_after - timezone.now() > timedelta(days=13, hours=23)
    assert "Ihr Konto wird am" in signed_in.get("/konto/").text
    assert Mail.objects.get(kind="erasure_asked").person == wanda

    signed_in.post("/konto/bleiben/")

    wanda.refresh_from_db()
    assert wanda.erase_after is None
    assert people.erase_due(timezone.now() + timedelta(days=99)) == 0


def test_nobody_leaves_twice(wanda, signed_in):
    assert signed_in.post("/konto/loeschen/").status_code == 302
    assert signed_in.post("/konto/loeschen/").status_code == 409


def test_after_fourteen_days_a_number_is_left(wanda, signed_in, workshop):
    start = datetime(2027, 3, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        people.ask_erasure(wanda)
        clock.shift(timedelta(days=13, hours=23))
        assert people.erase_due(timezone.now()) == 0
        clock.shift(timedelta(hours=2))
        assert people.erase_due(timezone.now()) == 1

    wanda.refresh_from_db()
    assert str(wanda) == f"Gelöschte Person {wanda.pk}"
    assert "wanda" not in f"{wanda.email} {wanda.name}".lower()
    assert not wanda.is_active
    assert not wanda.has_usable_password()
    assert not Editor.objects.filter(person=wanda).exists()
    assert signed_in.get("/konto/").status_code == 302
    again = Client().post(
        "/konto/login/", {"login": "wanda@example.org", "password": PASSWORD}
    )
    assert again.status_code == 422


def test_nothing_that_names_the_person_is_left(wanda, kemal, signed_in):
    TOTP.activate(wanda, generate_totp_secret())
    MailFactory(person=wanda)
    MailFactory(recipient=wanda.email)
    MailFactory(person=kemal, recipient=kemal.email)
    KeptForm.objects.create(person=wanda, path="/")
    addresses.ask(wanda, "wanda@neu.example")
    journal.record("invite", by=kemal, facts=({}, {"email": "WANDA@example.org"}))
    journal.record("rename", by=kemal, facts=({"name": "Kemal"}, {"name": "Aydın"}))
    journal.record("change_address", by=wanda, facts=({"email": "alt@x.de"}, {}))

    people.erase(wanda)
    seal()

    details = [one.before | one.after for one in JournalDetails.objects.all()]
    assert {"name": "Aydın"} in details
    assert "wanda" not in str(details).lower()
    assert not JournalDetails.objects.filter(entry__actor=wanda).exists()
    assert JournalEntry.objects.filter(actor=wanda, verb="change_address").exists()
    assert [mail.person for mail in Mail.objects.all()] == [kemal]
    for model in (KeptForm, EmailChange, Authenticator, UserSession):
        assert not model.objects.exists()
    call_command("check_journal")


def test_nor_what_the_office_noted_nor_a_former_address(wanda, gisela, client):
    wanda.name = 'Wanda "Wanni" Weber'
    wanda.save()
    former = {"old_email": "weber@alt.example", "new_email": wanda.email}
    EmailChange.objects.create(person=wanda, confirmed_at=timezone.now(), **former)
    InvitationFactory(email="Weber@alt.example")
    client.force_login(gisela)
    form = {"email": wanda.email, "name": wanda.name, "is_active": "on"}
    client.post(f"/verwaltung/alliance/user/{wanda.pk}/change/", form)
    journal.record("rename", by=gisela, facts=({}, {"name": wanda.name}))
    assert LogEntry.objects.exists()

    people.erase(wanda)

    details = [one.before | one.after for one in JournalDetails.objects.all()]
    assert "Wanni" not in str(details)
    assert not LogEntry.objects.exists()
    assert not Invitation.objects.exists()


def test_an_editor_leaves_her_organisation_to_the_eldest(wanda, workshop):
    heir = EditorFactory(organisation=workshop)
    EditorFactory(organisation=workshop)

    (sentence, *_rest) = [s for s in people.consequences(wanda) if "Werkstatt" in s]
    people.erase(wanda)

    heir.refresh_from_db()
    assert "verliert die Hauptredaktion" in sentence
    assert heir.is_main
    (told, *_before) = history.told(history.entries(workshop))
    assert told.sentence == "Eine gelöschte Person hat die Redaktion verlassen."


def test_open_invitations_go_with_their_writer(wanda, workshop):
    mine = InvitationFactory(inviter=wanda, organisation=workshop)
    InvitationFactory(email="Wanda@example.org")

    people.erase(wanda)

    mine.refresh_from_db()
    assert mine.revoked_at
    assert list(Invitation.objects.all()) == [mine]


def test_an_office_ends_with_its_holder(esra, essen):
    to_come = timezone.localdate() + timedelta(days=9)
    RoleFactory(person=esra, network=essen, kind="speaker", since=to_come)
    (role,) = esra.roles.current()
    role.is_public = True
    role.save()

    sentences = " ".join(people.consequences(esra))
    people.erase(esra)

    assert "Ihr Amt im Netzwerk „Netzwerk Essen“ endet." in sentences
    assert "sonst niemanden in der Koordination" in sentences
    role.refresh_from_db()
    assert role.until == timezone.localdate() - timedelta(days=1)
    assert not role.is_public
    assert list(esra.roles.all()) == [role]


def test_the_last_person_of_the_office_is_warned(gisela):
    warning = "die letzte Person der Geschäftsstelle"
    assert warning in " ".join(people.consequences(gisela))

    RoleFactory(network=None, kind="office")

    assert warning not in " ".join(people.consequences(gisela))


def test_nobody_is_erased_twice(wanda):
    people.erase(wanda)

    with pytest.raises(WrongStateError):
        people.erase(wanda)


def test_two_erased_people_are_told_apart(db):
    one, other = UserFactory(), UserFactory()
    people.erase(one)
    people.erase(other)

    one.refresh_from_db()
    other.refresh_from_db()
    assert one.email != other.email
    assert str(one) != str(other)
