"""The office gives out offices, changes and ends them; what ends opens nothing more."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from alliance import people
from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members.models import Invitation
from networks import offices
from networks.models import Role
from tests.factories import InvitationFactory, RoleFactory, UserFactory
from tests.members.letters import link, written
from tests.threads import together

PAGE = "/koordination/aemter/"
ROLES = "/verwaltung/networks/role/"
ZOE = "zoe@example.org"


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def zoe(db):
    return UserFactory(email=ZOE, name="Zoe")


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


def give(client, **changes):
    form = {"kind": "coordinator", "network": "", "email": ZOE, "since": day(0)}
    form |= {"until": "", "once": uuid.uuid4()}
    return client.post(f"{PAGE}vergeben/", form | changes)


def send(client, step):
    return client.post(f"{PAGE}{step}/", {"once": uuid.uuid4()})


@pytest.mark.parametrize("kind", ["coordinator", "substitute", "speaker", "office"])
def test_who_has_an_account_holds_it_at_once(office, gisela, essen, zoe, kind):
    network = {} if kind == "office" else {"network": essen.pk}

    response = give(office, kind=kind, until=day(30), **network)

    assert response.url == PAGE
    role = zoe.roles.get()
    assert (role.kind, role.since, role.until) == (kind, day(0), day(30))
    assert written() == [("office_given", ZOE)]
    entry = JournalEntry.objects.get(verb="office.given")
    assert (entry.actor, entry.capacity) == (gisela, "office")
    assert "Zoe" in office.get(PAGE).text


@pytest.mark.parametrize("kind", ["coordinator", "speaker", "office"])
def test_who_has_none_is_invited_and_accepts(office, client, essen, kind):
    network = {} if kind == "office" else {"network": essen.pk}

    give(office, kind=kind, **network)

    assert written() == [("invitation", ZOE)]
    assert ZOE in office.get(PAGE).text.replace("<wbr>", "")
    client.logout()
    typed = {"name": "Zoe", "password": "sieben rote Kraniche fliegen"}
    client.post(link(ZOE), typed)
    role = Role.objects.get(person__email=ZOE)
    assert (role.kind, role.network) == (kind, essen if network else None)


def test_an_account_that_nobody_ever_opened_is_invited(office, essen):
    UserFactory(email=ZOE, password="!niemand")

    give(office, network=essen.pk)

    assert written() == [("invitation", ZOE)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Eine Koordination braucht ein Netzwerk."),
        ({"kind": "substitute"}, "Eine Vertretung braucht ein Netzwerk"),
        ({"since": day(-1)}, "Dieser Tag ist vorbei."),
        ({"kind": "speaker", "since": day(9), "until": day(8)}, "Das Ende liegt vor"),
        ({"email": "zoe"}, "E‑Mail-Adresse"),
        ({"kind": "kaiserin"}, "kaiserin"),
        ({"network": "999999"}, "Netzwerk"),
    ],
)
def test_what_is_refused_stays_in_the_form(office, zoe, changes, sentence):
    response = give(office, **changes)

    assert response.status_code == 422
    assert sentence in response.text
    assert not zoe.roles.exists()
    assert not Invitation.objects.exists()


def test_an_office_is_not_given_twice(office, essen, zoe):
    give(office, network=essen.pk)

    response = give(office, network=essen.pk)

    assert response.status_code == 422
    assert zoe.roles.count() == 1


def test_an_invitation_is_sent_again_and_revoked(office, essen):
    give(office, network=essen.pk)
    invitation = Invitation.objects.get()
    first = link(ZOE)

    send(office, f"einladungen/{invitation.pk}/erneuern")
    second = link(ZOE)
    send(office, f"einladungen/{invitation.pk}/zurueckziehen")

    assert first != second
    office.logout()
    assert office.get(first).status_code == office.get(second).status_code == 410


def test_invitations_to_edit_are_not_its_business(office, workshop):
    edits = InvitationFactory(organisation=workshop)

    assert edits.email not in office.get(PAGE).text.replace("<wbr>", "")
    step = f"einladungen/{edits.pk}/zurueckziehen"
    assert send(office, step).status_code == 404


def test_an_office_is_ended_at_once_and_told(office, gisela, esra):
    role = esra.roles.get()

    send(office, f"{role.pk}/beenden")

    role.refresh_from_db()
    assert role.until == day(-1)
    assert written() == [("office_ended", "esra@example.org")]
    entry = JournalEntry.objects.get(verb="office.ended")
    assert (entry.actor, entry.capacity) == (gisela, "office")


def test_the_last_of_the_office_cannot_be_ended(office, gisela):
    RoleFactory(network=None, kind="office", since=day(3))
    RoleFactory(network=None, kind="office", person__is_active=False)
    role = gisela.roles.get()

    response = send(office, f"{role.pk}/beenden")

    assert "Es bliebe niemand in der Geschäftsstelle" in office.get(response.url).text
    assert gisela.roles.current().office().exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_end_each_other_leave_one(gisela):
    gero = RoleFactory(network=None, kind="office").person
    pairs = (gisela, gero.roles.get()), (gero, gisela.roles.get())

    def ended(by, role):
        try:
            offices.end(role, by=by)
        except (ValidationError, PermissionDenied, WrongStateError):
            return False
        return True

    results = together(*[lambda pair=pair: ended(*pair) for pair in pairs])

    assert sorted(results) == [False, True]
    assert Role.objects.current().office().count() == 1


# In the administration


def fields(role, **changes):
    until = role.until or ""
    return {"until": until, "is_public": ""} | changes


def test_the_administration_gives_an_office_by_the_verb(office, essen, zoe):
    form = {"person": zoe.pk, "kind": "speaker", "network": essen.pk}
    form |= {"since": f"{day(-9):%d.%m.%Y}", "until": "", "is_public": "on"}

    response = office.post(f"{ROLES}add/", form)

    assert response.url == ROLES
    role = zoe.roles.get()
    assert (role.since, role.is_public) == (day(-9), True)
    assert written() == [("office_given", ZOE)]
    assert JournalEntry.objects.filter(verb="office.given").count() == 1


def test_the_administration_says_what_an_office_lacks(office, zoe):
    form = {"person": zoe.pk, "kind": "coordinator", "network": ""}

    response = office.post(f"{ROLES}add/", form | {"since": "01.03.2026"})

    assert "Eine Koordination braucht ein Netzwerk." in response.text
    assert not zoe.roles.exists()


def test_another_last_day_is_told_and_noted(office, esra):
    role = esra.roles.get()

    office.post(f"{ROLES}{role.pk}/change/", fields(role, until=f"{day(9):%d.%m.%Y}"))

    role.refresh_from_db()
    assert role.until == day(9)
    assert written() == [("office_changed", "esra@example.org")]
    details = JournalEntry.objects.get(verb="office.changed").details
    assert details.before["until"] is None
    assert details.after["until"] == day(9).isoformat()


def test_that_an_office_is_shown_needs_no_letter(office, esra):
    role = esra.roles.get()

    office.post(f"{ROLES}{role.pk}/change/", fields(role, is_public="on"))

    role.refresh_from_db()
    assert role.is_public
    assert written() == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(-5, "Dieser Tag ist vorbei."), (9, "Es bliebe niemand in der Geschäftsstelle")],
)
def test_an_unfit_last_day_is_refused(office, gisela, number, sentence):
    role = gisela.roles.get()
    change = f"{ROLES}{role.pk}/change/"

    form = fields(role, until=f"{day(number):%d.%m.%Y}")
    response = office.post(change, form, follow=True)

    assert sentence in response.text
    role.refresh_from_db()
    assert role.until is None


def test_person_kind_and_network_of_an_office_stay(office, esra, zoe, bochum):
    role = esra.roles.get()
    forged = {"person": zoe.pk, "kind": "office", "network": bochum.pk}

    office.post(f"{ROLES}{role.pk}/change/", fields(role, **forged))

    assert esra.roles.get() == role
    role.refresh_from_db()
    assert (role.kind, role.network.slug) == ("coordinator", "essen")


def test_nobody_deletes_an_office(office, esra):
    role = esra.roles.get()

    assert office.post(f"{ROLES}{role.pk}/delete/").status_code == 403
    assert esra.roles.exists()


def test_several_are_ended_together(office, esra, boris):
    chosen = [role.pk for role in Role.objects.coordination()]
    form = {"action": "end_now", "_selected_action": chosen}

    office.post(ROLES, form)
    page = office.post(ROLES, form, follow=True)

    assert not Role.objects.current().coordination().exists()
    assert "war schon beendet" in page.text
    assert len(written()) == 2


# What an ended role opens: nothing, from the next request on

ANSWER = {"note": "Ein langer Text, der nicht verloren gehen darf."}


@pytest.mark.parametrize("kind", ["coordinator", "substitute"])
def test_an_open_form_gives_its_text_back_when_the_role_has_ended(
    client, essen, workshop, gisela, kind
):
    role = RoleFactory(network=essen, kind=kind, until=day(9))
    client.force_login(role.person)
    assert client.get("/koordination/").status_code == 200

    offices.end(role, by=gisela)

    address = reverse("members:send-back", args=["werkstatt"])
    response = client.post(address, ANSWER)
    assert response.status_code == 403
    assert ANSWER["note"] in response.text
    assert "geändert" in response.text
    assert client.get("/koordination/").status_code == 403
    assert client.get("/mein-bereich/werkstatt/").status_code == 403


def test_the_form_of_an_office_that_has_ended_gives_its_text_back(office, gisela):
    other = RoleFactory(network=None, kind="office").person
    offices.end(gisela.roles.get(), by=other)

    response = give(office, email="ein-langer-text@example.org")
    assert response.status_code == 403
    assert "ein-langer-text@example.org" in response.text
    assert office.get("/verwaltung/").status_code == 403
    assert office.post(f"{ROLES}add/", ANSWER).status_code == 403


def test_a_speaker_is_shown_until_the_office_ends_and_opens_nothing(
    client, essen, zoe, gisela
):
    role = RoleFactory(network=essen, person=zoe, kind="speaker", is_public=True)
    client.force_login(zoe)
    assert "Zoe" in client.get("/netzwerke/essen/").text
    assert client.get("/koordination/").status_code == 403

    offices.end(role, by=gisela)

    assert "Zoe" not in client.get("/netzwerke/essen/").text


def test_an_office_ends_by_its_last_day(client, esra, time_machine):
    esra.roles.update(until=day(0))
    client.force_login(esra)
    assert client.get("/koordination/").status_code == 200

    time_machine.move_to(timezone.now() + timedelta(days=1))
    client.force_login(esra)

    assert client.get("/koordination/").status_code == 403


# Several at once, and the end of an account


def test_the_page_of_a_member_says_as_what_one_acts(client, esra, bochum, workshop):
    file = "/koordination/organisationen/werkstatt/"
    client.force_login(esra)
    assert "Sie arbeiten an diesem Eintrag als" not in client.get(file).text

    RoleFactory(person=esra, network=bochum)

    assert (
        "Sie arbeiten an diesem Eintrag als Koordination Essen."
        in client.get(file).text
    )


def test_an_erased_account_lays_its_offices_down(esra, essen):
    to_come = RoleFactory(person=esra, network=essen, kind="speaker", since=day(5))

    people.erase(esra)

    (held,) = esra.roles.all()
    assert (held.kind, held.until, held.is_public) == ("coordinator", day(-1), False)
    entries = JournalEntry.objects.filter(verb="office.ended")
    assert {entry.subject for entry in entries} == {held.pk, to_come.pk}
    assert {entry.capacity for entry in entries} == {"person"}
    assert written() == []
