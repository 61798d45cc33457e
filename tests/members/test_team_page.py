"""The page of an organisation's editors, as people use it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members import invitations, team
from members.models import Editor, Invitation
from tests.factories import EditorFactory, InvitationFactory, UserFactory, listed
from tests.members.letters import written

TEAM = "/mein-bereich/werkstatt/redaktion/"
NORA = "nora@example.org"


@pytest.fixture
def second(workshop, wanda):
    zoe = UserFactory(email="zoe@example.org", name="Zoe")
    return EditorFactory(organisation=workshop, person=zoe)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def invite(client, email=NORA, **more):
    form = {"email": email, "once": uuid.uuid4()} | more
    return client.post(f"{TEAM}einladen/", form)


def test_the_page_names_editors_and_invitations(client, workshop, wanda, second):
    InvitationFactory(organisation=workshop, email=NORA, inviter=wanda)
    InvitationFactory(
        organisation=workshop, email="alt@example.org", expires_at=timezone.now()
    )
    client.force_login(wanda)

    page = client.get(TEAM).text

    assert "zoe<wbr>@example.org" in page
    assert "noch nie angemeldet" in page
    assert "heute angemeldet" in page
    assert "Eingeladen von Wanda" in page
    assert "abgelaufen am" in page


def test_an_invitation_is_sent(client, wanda):
    client.force_login(wanda)

    response = invite(client, " Nora@Example.org ")

    assert response.url == TEAM
    assert written() == [("invitation", NORA)]
    assert f"Die Einladung an {NORA} ist unterwegs." in client.get(TEAM).text


def test_a_form_that_is_sent_twice_invites_once(client, wanda):
    client.force_login(wanda)
    once = uuid.uuid4()
    invite(client, once=once)

    response = invite(client, "anders@example.org", once=once)

    assert response.url == TEAM
    assert "Diese Änderung ist bereits gespeichert." in client.get(TEAM).text
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("deed", ["erneuern", "zurueckziehen"])
def test_a_button_that_is_pressed_twice_acts_once(client, workshop, wanda, deed):
    invitation = InvitationFactory(organisation=workshop, email=NORA)
    client.force_login(wanda)
    form = {"once": uuid.uuid4()}
    address = f"{TEAM}einladungen/{invitation.pk}/{deed}/"
    client.post(address, form)
    before = Invitation.objects.values().get(), written()

    response = client.post(address, form)

    assert response.url == TEAM
    assert "Diese Änderung ist bereits gespeichert." in client.get(TEAM).text
    assert (Invitation.objects.values().get(), written()) == before


def test_a_form_that_failed_can_be_sent_again(client, wanda):
    client.force_login(wanda)
    once = uuid.uuid4()
    assert invite(client, "nora", once=once).status_code == 422

    invite(client, once=once)

    assert written() == [("invitation", NORA)]


def test_a_removal_that_is_sent_twice_is_no_error(client, second, wanda):
    client.force_login(wanda)
    form = {"once": uuid.uuid4()}
    address = f"{TEAM}{second.pk}/entfernen/"
    client.post(address, form)

    assert client.post(address, form).url == TEAM


@pytest.mark.parametrize("email", ["", "nora", "nora@intern", "a@b@c.de", NORA])
def test_an_address_that_cannot_be_invited_stays_in_the_form(
    client, workshop, wanda, email
):
    InvitationFactory(organisation=workshop, email=NORA)
    client.force_login(wanda)

    response = invite(client, email)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert (f'value="{email}"' in response.text) == bool(email)
    assert Invitation.objects.count() == 1


def test_nothing_but_the_address_is_taken_from_a_form(
    client, workshop, college, second, gisela
):
    client.force_login(second.person)

    invite(
        client,
        is_main="on",
        organisation=college.pk,
        office="office",
        network="1",
        inviter=gisela.pk,
        expires_at="2199-01-01",
    )

    invitation = Invitation.objects.get()
    assert invitation.organisation == workshop
    assert (invitation.is_main, invitation.office) == (False, "")
    assert invitation.inviter == second.person
    assert invitation.expires_at - invitation.created_at == invitations.VALID_FOR


def test_only_who_has_the_main_role_may_offer_it(client, wanda, second, esra):
    offered = {}
    for person in (wanda, second.person, esra):
        client.force_login(person)
        offered[person.name] = 'name="is_main"' in client.get(TEAM).text

    assert offered == {"Wanda": True, "Zoe": False, "Esra": True}


def test_an_invitation_to_the_main_role_is_not_for_others_to_renew(
    client, workshop, wanda, second
):
    invitation = InvitationFactory(organisation=workshop, is_main=True)
    client.force_login(second.person)

    response = client.post(f"{TEAM}einladungen/{invitation.pk}/erneuern/")

    assert response.status_code == 404


def test_the_thirty_first_letter_of_a_day_has_to_wait(
    client, workshop, wanda, monkeypatch
):
    monkeypatch.setattr(invitations, "LETTERS_A_DAY", 1)
    client.force_login(wanda)
    invite(client)

    response = invite(client, "zwei@example.org")

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "zwei@example.org" in response.text
    assert Invitation.objects.count() == 1


def test_an_editor_is_removed_and_the_next_click_finds_nothing(client, wanda, second):
    other = signed_in(second.person)
    assert other.get(TEAM).status_code == 200
    client.force_login(wanda)

    client.post(f"{TEAM}{second.pk}/entfernen/")

    assert other.get(TEAM).status_code == 403
    assert other.post(f"{TEAM}einladen/", {"email": NORA}).status_code == 403


def test_who_edits_another_organisation_too_finds_nothing_either(
    wanda, second, college
):
    EditorFactory(organisation=college, person=second.person)
    other = signed_in(second.person)

    team.remove(second, by=wanda)

    assert other.get(TEAM).status_code == 404
    assert other.get("/mein-bereich/kolleg/redaktion/").status_code == 200


def test_the_role_is_handed_over_to_whom_the_page_showed(client, wanda, second):
    main = Editor.objects.get(person=wanda)
    client.force_login(wanda)

    response = client.post(f"{TEAM}{second.pk}/hauptredaktion/", {"seen": main.pk})

    assert response.url == TEAM
    second.refresh_from_db()
    assert second.is_main


def test_a_page_that_is_out_of_date_hands_nothing_over(client, esra, wanda, second):
    third = EditorFactory(organisation=second.organisation)
    main = Editor.objects.get(person=wanda)
    client.force_login(esra)
    client.post(f"{TEAM}{second.pk}/hauptredaktion/", {"seen": main.pk})

    response = client.post(f"{TEAM}{third.pk}/hauptredaktion/", {"seen": main.pk})

    assert response.status_code == 409
    assert Editor.objects.main().get() == second


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 5000])
def test_the_role_is_not_handed_over_by_a_forged_form(client, wanda, second, seen):
    client.force_login(wanda)

    response = client.post(f"{TEAM}{second.pk}/hauptredaktion/", {"seen": seen})

    assert response.status_code == 409
    assert Editor.objects.main().get().person == wanda


def test_the_last_one_is_asked_for_a_word(client, workshop, wanda, esra):
    client.force_login(wanda)
    address = f"{TEAM}verlassen/"

    response = client.post(address, {"note": " \u200b "})
    assert response.status_code == 422
    assert "Bitte schreiben Sie der Koordination ein Wort" in response.text

    response = client.post(address, {"note": "Fragen Sie die Leitung."})
    assert response.url == "/konto/ankunft/"
    assert not workshop.editors.exists()


def test_the_main_editor_is_told_to_hand_over_first(client, wanda, second):
    client.force_login(wanda)

    page = client.get(f"{TEAM}verlassen/").text

    assert "Bitte übergeben Sie sie zuerst" in page
    assert "<textarea" not in page


def test_only_the_coordination_sends_an_access(client, workshop, wanda, esra):
    imported = EditorFactory(organisation=workshop, person__email=NORA)
    imported.person.set_unusable_password()
    imported.person.save()
    client.force_login(wanda)
    assert "Zugang senden" not in client.get(TEAM).text
    client.force_login(esra)
    assert "Zugang senden" in client.get(TEAM).text

    client.post(f"{TEAM}{imported.pk}/zugang/")

    assert written() == [("invitation", NORA)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_any_team(
    second, esra, count, django_assert_num_queries
):
    for _one in range(count):
        EditorFactory(organisation=second.organisation)
        InvitationFactory(organisation=second.organisation)
    client = signed_in(esra)

    with django_assert_num_queries(15):
        client.get(TEAM)


@pytest.mark.parametrize("seen", ["9" * 5000, "9" * 30, "²", "-1", ""])
def test_what_is_no_editor_is_not_the_main_one(client, second, wanda, seen):
    client.force_login(wanda)

    response = client.post(f"{TEAM}{second.pk}/hauptredaktion/", {"seen": seen})

    assert response.status_code == 409


def test_a_network_that_it_has_left_sends_no_access(client, workshop, essen, esra):
    listed("schmiede", essen)
    person = UserFactory(email=NORA, last_login=None)
    person.set_unusable_password()
    person.save()
    imported = EditorFactory(organisation=workshop, person=person)
    yesterday = timezone.localdate() - timedelta(days=1)
    workshop.memberships.update(until=yesterday)
    client.force_login(esra)

    assert client.post(f"{TEAM}{imported.pk}/zugang/").status_code == 404

    assert written() == []


def test_with_twenty_open_invitations_no_access_is_sent(client, workshop, esra):
    person = UserFactory(email=NORA, last_login=None)
    person.set_unusable_password()
    person.save()
    imported = EditorFactory(organisation=workshop, person=person)
    for number in range(invitations.MOST_OPEN):
        InvitationFactory(
            organisation=workshop, email=f"{number}@example.org", inviter=esra
        )
    client.force_login(esra)

    page = client.post(f"{TEAM}{imported.pk}/zugang/", follow=True).text

    assert "Zwanzig Einladungen sind schon offen." in page
    assert written() == []
