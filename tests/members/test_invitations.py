"""How someone is invited, and what makes a link dead."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalDetails, JournalEntry
from members import acceptance, invitations, team
from members.acceptance import DeadLinkError, Newcomer
from members.models import Editor, Invitation
from networks.models import Role
from networks.offices import Office
from tests.factories import EditorFactory, InvitationFactory, RoleFactory, UserFactory
from tests.members.letters import link, token, written

NORA = "nora@example.org"
NEWCOMER = Newcomer("Nora Neu", "ein langes Passwort für zwei")


@pytest.fixture
def invited(workshop, wanda):
    return invitations.invite(workshop, NORA, by=wanda)


def summer(network, kind=Role.Kind.SUBSTITUTE):
    today = timezone.localdate()
    return Office(kind, network, today, today + timedelta(days=20))


def test_only_the_digest_of_a_token_is_kept(invited):
    secret = token(NORA)

    assert len(secret) == 43
    assert invited.token_digest == invitations.digest(secret) != secret
    kept = [str(row) for row in Invitation.objects.values()]
    kept += [str(row) for row in JournalEntry.objects.values()]
    kept += [str(row) for row in JournalDetails.objects.values()]
    assert not any(secret in row for row in kept)


def test_an_invitation_is_written_and_journalled_without_a_name(invited, wanda):
    entry = JournalEntry.objects.get(verb="editor.invited")

    assert (entry.actor, entry.capacity) == (wanda, "editor")
    assert (entry.organisation, entry.subject) == (invited.organisation_id, invited.pk)
    assert written() == [("invitation", NORA)]


def test_the_journal_names_nobody(invited, workshop, wanda, esra):
    nora = acceptance.accept(token(NORA), by=NEWCOMER)
    editor = workshop.editors.get(person=nora)
    team.hand_over(editor, seen=workshop.editors.main().get().pk, by=wanda)
    team.remove(workshop.editors.get(person=wanda), by=nora)

    facts = str(list(JournalDetails.objects.values_list("before", "after")))

    assert "invitation" in facts
    assert not any(word in facts for word in ("Nora", "Wanda", "@"))


def test_a_newcomer_becomes_an_editor_and_the_inviter_is_told(invited, workshop):
    nora = acceptance.accept(token(NORA), by=NEWCOMER)

    assert (nora.email, nora.name) == (NORA, "Nora Neu")
    assert nora.check_password(NEWCOMER.password)
    assert not workshop.editors.get(person=nora).is_main
    assert ("invitation_accepted", "wanda@example.org") in written()
    entry = JournalEntry.objects.get(verb="editor.joined")
    assert (entry.actor, entry.capacity) == (nora, "editor")


def test_the_first_editor_is_the_main_one(workshop, esra):
    invitations.invite(workshop, NORA, by=esra)

    nora = acceptance.accept(token(NORA), by=NEWCOMER)

    assert workshop.editors.get(person=nora).is_main


def test_who_is_invited_as_main_editor_takes_the_role_over(workshop, wanda):
    invitations.invite(workshop, NORA, is_main=True, by=wanda)

    nora = acceptance.accept(token(NORA), by=NEWCOMER)

    assert workshop.editors.get(is_main=True).person == nora
    assert not workshop.editors.get(person=wanda).is_main


def test_a_link_works_once(invited):
    secret = token(NORA)
    acceptance.accept(secret, by=NEWCOMER)

    with pytest.raises(DeadLinkError):
        acceptance.accept(secret, by=NEWCOMER)


def test_a_link_works_for_fourteen_days(invited):
    secret = token(NORA)
    soon = timezone.now() + timedelta(minutes=5)
    Invitation.objects.update(expires_at=soon)
    assert acceptance.find(secret) == invited

    Invitation.objects.update(expires_at=timezone.now())

    with pytest.raises(DeadLinkError):
        acceptance.find(secret)
    assert invited.expires_at - invited.created_at == timedelta(days=14)


def test_a_revoked_link_is_dead_and_is_not_revoked_twice(invited, wanda):
    invitations.revoke(invited, by=wanda)

    with pytest.raises(DeadLinkError):
        acceptance.accept(token(NORA), by=NEWCOMER)
    with pytest.raises(WrongStateError):
        invitations.revoke(invited, by=wanda)


def test_a_renewed_invitation_has_a_new_link_alone(invited, wanda):
    old = token(NORA)
    Invitation.objects.update(expires_at=timezone.now())

    invitations.renew(invited, by=wanda)

    with pytest.raises(DeadLinkError):
        acceptance.find(old)
    assert acceptance.find(token(NORA)) == invited


def test_a_link_dies_with_the_right_of_the_inviter(invited, wanda):
    Editor.objects.filter(person=wanda).delete()

    with pytest.raises(DeadLinkError):
        acceptance.accept(token(NORA), by=NEWCOMER)


def test_the_main_role_is_not_given_by_who_has_lost_it(workshop, wanda):
    invitations.invite(workshop, NORA, is_main=True, by=wanda)
    Editor.objects.filter(person=wanda).update(is_main=False)

    with pytest.raises(DeadLinkError):
        acceptance.accept(token(NORA), by=NEWCOMER)


def test_a_link_dies_with_the_inviters_account(invited, wanda):
    wanda.is_active = False
    wanda.save()

    with pytest.raises(DeadLinkError):
        acceptance.find(token(NORA))


def test_a_link_is_bound_to_its_address(invited, kemal):
    with pytest.raises(acceptance.OtherPersonError):
        acceptance.accept(token(NORA), by=kemal)

    assert not kemal.editorships.filter(organisation=invited.organisation).exists()


def test_a_link_does_not_open_an_account_that_is_used(invited):
    nora = UserFactory(email=NORA, name="Nora", last_login=timezone.now())

    with pytest.raises(acceptance.AccountExistsError):
        acceptance.accept(token(NORA), by=NEWCOMER)

    nora.refresh_from_db()
    assert nora.name == "Nora"
    assert acceptance.accept(token(NORA), by=nora) == nora


def test_an_address_is_invited_whatever_its_case_once(workshop, invited, wanda):
    with pytest.raises(ValidationError, match="bereits eingeladen"):
        invitations.invite(workshop, "NORA@example.org", by=wanda)


def test_who_edits_already_is_not_invited(workshop, wanda, esra):
    with pytest.raises(ValidationError, match="bearbeitet"):
        invitations.invite(workshop, "Wanda@example.org", by=esra)


def test_an_editor_invites_to_the_own_organisation_alone(college, wanda):
    with pytest.raises(PermissionDenied):
        invitations.invite(college, NORA, by=wanda)

    assert not Invitation.objects.exists()


def test_an_editor_without_the_main_role_does_not_give_it(workshop, wanda):
    second = EditorFactory(organisation=workshop).person

    with pytest.raises(PermissionDenied):
        invitations.invite(workshop, NORA, is_main=True, by=second)


def test_an_organisation_has_at_most_twenty_open_invitations(workshop, wanda):
    InvitationFactory.create_batch(20, organisation=workshop)

    with pytest.raises(ValidationError, match="Zwanzig"):
        invitations.invite(workshop, NORA, by=wanda)

    Invitation.objects.filter(pk=Invitation.objects.first().pk).delete()
    invitations.invite(workshop, NORA, by=wanda)


def test_a_person_causes_at_most_thirty_letters_in_a_day(workshop, wanda, invited):
    for _time in range(29):
        invitations.renew(invited, by=wanda)

    with pytest.raises(invitations.TooManyLettersError):
        invitations.renew(invited, by=wanda)


def test_an_editor_who_was_never_here_gets_an_access(workshop, wanda, esra):
    imported = EditorFactory(organisation=workshop, person__email=NORA)
    imported.person.set_unusable_password()
    imported.person.save()

    invitations.send_access(imported, by=esra)
    nora = acceptance.accept(token(NORA), by=NEWCOMER)

    assert nora == imported.person
    assert nora.check_password(NEWCOMER.password)
    assert workshop.editors.count() == 2


def test_an_access_that_is_asked_for_again_is_a_new_link(workshop, esra):
    imported = EditorFactory(organisation=workshop, person__email=NORA)
    imported.person.set_unusable_password()
    imported.person.save()
    invitations.send_access(imported, by=esra)
    old = token(NORA)

    invitations.send_access(imported, by=esra)

    assert token(NORA) != old
    assert Invitation.objects.count() == 1


def test_who_has_been_here_needs_no_access(workshop, wanda, esra):
    wanda.last_login = timezone.now()
    wanda.save()

    with pytest.raises(WrongStateError):
        invitations.send_access(workshop.editors.get(), by=esra)


def test_an_editor_sends_no_access(workshop, wanda):
    with pytest.raises(PermissionDenied):
        invitations.send_access(workshop.editors.get(), by=wanda)


@pytest.mark.parametrize("kind", ["coordinator", "speaker", "office"])
def test_a_coordinator_gives_no_office_but_a_substitutes(kind, essen, esra):
    with pytest.raises(PermissionDenied):
        invitations.invite_to_office(NORA, summer(essen, kind), by=esra)


def test_a_coordinator_names_nobody_in_another_network(bochum, esra):
    with pytest.raises(PermissionDenied):
        invitations.invite_to_office(NORA, summer(bochum), by=esra)


def test_a_substitute_names_no_further_one(essen):
    today = timezone.localdate()
    substitute = RoleFactory(
        network=essen, kind="substitute", until=today + timedelta(days=9)
    )

    with pytest.raises(PermissionDenied):
        invitations.invite_to_office(NORA, summer(essen), by=substitute.person)


def test_who_accepts_an_office_holds_it_for_its_days(essen, esra):
    invitations.invite_to_office(NORA, summer(essen), by=esra)

    nora = acceptance.accept(token(NORA), by=NEWCOMER)

    role = nora.roles.get()
    assert (role.kind, role.network) == ("substitute", essen)
    assert (role.since, role.until) == summer(essen)[2:]
    entry = JournalEntry.objects.get(verb="office.taken")
    assert (entry.actor, entry.subject) == (nora, role.pk)


def test_the_office_invites_to_any_office(essen, gisela):
    office = Office("coordinator", essen, timezone.localdate())
    invitations.invite_to_office(NORA, office, by=gisela)
    invitations.invite_to_office(
        "neu@example.org", Office("office", None, timezone.localdate()), by=gisela
    )

    nora = acceptance.accept(token(NORA), by=NEWCOMER)
    other = acceptance.accept(token("neu@example.org"), by=NEWCOMER)

    assert nora.roles.get().kind == "coordinator"
    assert other.roles.current().office().exists()


def test_an_offer_of_an_office_dies_with_the_coordinators_role(essen, esra):
    invitations.invite_to_office(NORA, summer(essen), by=esra)
    esra.roles.update(until=timezone.localdate() - timedelta(days=1))

    with pytest.raises(DeadLinkError):
        acceptance.accept(token(NORA), by=NEWCOMER)


def test_an_office_whose_days_are_over_is_not_taken(essen, esra):
    invitations.invite_to_office(NORA, summer(essen), by=esra)
    yesterday = timezone.localdate() - timedelta(days=1)
    Invitation.objects.update(office_since=yesterday, office_until=yesterday)

    with pytest.raises(DeadLinkError):
        acceptance.find(token(NORA))


def test_the_link_is_the_one_of_the_letter(invited):
    assert acceptance.find(link(NORA).split("/")[3]) == invited
