"""Two who act on invitations and editors at the same moment: one wins."""

import threading

import pytest
from django.db import connection

from alliance.errors import WrongStateError
from alliance.models import User
from members import acceptance, invitations, team
from members.acceptance import AccountExistsError, DeadLinkError, Newcomer
from members.models import Editor, Invitation
from tests.factories import EditorFactory, NetworkFactory, RoleFactory, listed
from tests.members.letters import token

NORA = "nora@example.org"
PATIENCE = 20


def outcomes(*actions):
    """Run the actions at once; what each returned, or the kind of error it met."""
    start = threading.Barrier(len(actions))
    found = []

    def run(action):
        try:
            start.wait(PATIENCE)
            found.append(action())
        except Exception as error:
            found.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return found


@pytest.fixture
def organisation(transactional_db):
    return listed("werkstatt", NetworkFactory(slug="essen"))


@pytest.fixture
def main(organisation):
    return EditorFactory(organisation=organisation, is_main=True)


def test_of_twenty_who_accept_at_once_one_succeeds(organisation, main):
    invitations.invite(organisation, NORA, by=main.person)
    secret = token(NORA)
    newcomer = Newcomer("Nora", "ein langes Passwort für zwei")

    found = outcomes(*[lambda: acceptance.accept(secret, by=newcomer)] * 20)

    nora = User.objects.get(email=NORA)
    assert sorted(map(str, found)) == sorted(map(str, [nora, *[DeadLinkError] * 19]))
    assert organisation.editors.filter(person=nora).count() == 1


def test_two_invitations_of_one_newcomer_make_one_account(organisation, main):
    other = listed("kolleg", NetworkFactory(slug="bochum"))
    second = EditorFactory(organisation=other, is_main=True)
    secrets = []
    for editor in (main, second):
        invitations.invite(editor.organisation, NORA, by=editor.person)
        secrets.append(token(NORA))
    newcomer = Newcomer("Nora", "ein langes Passwort für zwei")

    found = outcomes(
        *(lambda one=one: acceptance.accept(one, by=newcomer) for one in secrets)
    )

    assert found.count(AccountExistsError) == 1
    assert User.objects.filter(email=NORA).count() == 1
    assert Editor.objects.filter(person__email=NORA).count() == 1


def test_a_link_is_accepted_or_revoked_but_not_both(organisation, main):
    invitation = invitations.invite(organisation, NORA, by=main.person)
    secret = token(NORA)
    newcomer = Newcomer("Nora", "ein langes Passwort für zwei")

    found = outcomes(
        lambda: acceptance.accept(secret, by=newcomer),
        lambda: invitations.revoke(invitation, by=main.person),
    )

    assert len({WrongStateError, DeadLinkError} & set(found)) == 1
    invitation.refresh_from_db()
    joined = organisation.editors.filter(person__email=NORA).exists()
    assert joined == bool(invitation.accepted_at) != bool(invitation.revoked_at)


def test_one_address_is_invited_once(organisation, main):
    found = outcomes(
        *[lambda: invitations.invite(organisation, NORA, by=main.person)] * 2
    )

    assert sum(isinstance(one, Invitation) for one in found) == 1
    assert Invitation.objects.count() == 1


def test_of_two_who_hand_over_at_once_one_succeeds(organisation, main):
    coordinator = RoleFactory(network=organisation.memberships.get().network).person
    second, third = EditorFactory.create_batch(2, organisation=organisation)

    found = outcomes(
        lambda: team.hand_over(second, seen=main.pk, by=main.person),
        lambda: team.hand_over(third, seen=main.pk, by=coordinator),
    )

    assert sorted(map(str, found)) == sorted(map(str, [None, WrongStateError]))
    assert Editor.objects.main().get() in (second, third)


def test_who_leaves_while_being_removed_is_gone_once(organisation, main):
    second = EditorFactory(organisation=organisation)

    found = outcomes(
        lambda: team.remove(second, by=main.person),
        lambda: team.leave(organisation, by=second.person),
    )

    assert sorted(map(str, found)) == sorted(map(str, [None, WrongStateError]))
    assert Editor.objects.get() == main


def test_the_last_two_do_not_both_leave_without_a_word(organisation):
    people = [EditorFactory(organisation=organisation).person for _number in range(2)]

    found = outcomes(
        *(lambda one=one: team.leave(organisation, by=one) for one in people)
    )

    assert found.count(None) == 1
    assert Editor.objects.count() == 1
