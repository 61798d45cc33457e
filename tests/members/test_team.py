"""Removing editors, handing the main role over, leaving; who may see what."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from alliance.errors import WrongStateError
from alliance.models import JournalDetails, JournalEntry, Mail, User
from members import insight, team
from members.models import Editor, Organisation
from networks.models import Role
from tests.factories import (
    EditorFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    listed,
)
from tests.members.letters import written


@pytest.fixture
def second(workshop, wanda):
    return EditorFactory(
        organisation=workshop, person=UserFactory(email="zoe@example.org", name="Zoe")
    )


def details(verb):
    found = JournalDetails.objects.get(entry__verb=verb)
    return found.before, found.after


def test_the_main_editor_removes_another_who_is_told(workshop, wanda, second):
    team.remove(second, by=wanda)

    assert [editor.person for editor in workshop.editors.all()] == [wanda]
    assert written() == [("editor_removed", "zoe@example.org")]
    before = {"person": second.person_id, "is_main": False}
    assert details("editor.removed") == (before, {})


def test_the_coordination_removes_the_main_editor(workshop, wanda, esra):
    team.remove(workshop.editors.get(), by=esra)

    assert not workshop.editors.exists()
    assert JournalEntry.objects.get(verb="editor.removed").capacity == "coordinator"


def test_a_network_that_was_left_changes_nothing_any_more(
    client, workshop, wanda, esra
):
    workshop.memberships.update(until="2021-01-01")
    client.force_login(esra)

    with pytest.raises(PermissionDenied):
        team.remove(workshop.editors.get(), by=esra)
    assert client.get("/mein-bereich/werkstatt/nachweise/").status_code == 404
    assert client.get("/koordination/organisationen/werkstatt/").status_code == 200


def test_the_office_keeps_a_partner_in_no_network(client, gisela, essen):
    listed("amt", kind="partner")
    client.force_login(gisela)

    assert client.get("/mein-bereich/amt/standorte/").status_code == 200
    assert client.get("/koordination/organisationen/amt/").status_code == 200


def test_an_editor_without_the_main_role_removes_nobody(workshop, wanda, second):
    with pytest.raises(PermissionDenied):
        team.remove(workshop.editors.get(person=wanda), by=second.person)


def test_nobody_removes_oneself(workshop, wanda):
    with pytest.raises(WrongStateError):
        team.remove(workshop.editors.get(), by=wanda)


def test_the_main_role_is_handed_over(workshop, wanda, second):
    main = workshop.editors.get(person=wanda)

    team.hand_over(second, seen=main.pk, by=wanda)

    assert workshop.editors.main().get().person == second.person
    assert workshop.editors.count() == 2
    assert written() == [("main_editor", "zoe@example.org")]
    facts = {"editor": main.pk}, {"editor": second.pk}
    assert details("editor.handed_over") == facts


def test_the_coordination_fills_a_main_role_that_nobody_has(workshop, esra):
    editor = EditorFactory(organisation=workshop)

    team.hand_over(editor, seen=None, by=esra)

    assert workshop.editors.main().get() == editor


def test_a_main_role_that_has_moved_is_not_handed_over(workshop, wanda, esra, second):
    main = workshop.editors.get(person=wanda)
    team.hand_over(second, seen=main.pk, by=esra)
    third = EditorFactory(organisation=workshop)

    with pytest.raises(WrongStateError):
        team.hand_over(third, seen=main.pk, by=wanda)

    assert workshop.editors.main().get() == second


def test_who_leaves_is_gone_and_the_coordination_is_told(
    workshop, wanda, second, esra, boris
):
    team.leave(workshop, by=second.person)

    assert not Editor.objects.filter(person=second.person).exists()
    assert written() == [("editor_left", "esra@example.org")]
    assert JournalEntry.objects.get(verb="editor.left").capacity == "editor"


def test_the_main_editor_hands_over_before_leaving(workshop, wanda, second):
    with pytest.raises(WrongStateError):
        team.leave(workshop, by=wanda)


def test_the_last_one_leaves_with_a_word_to_the_coordination(workshop, wanda, esra):
    with pytest.raises(ValidationError):
        team.leave(workshop, by=wanda)
    assert workshop.editors.exists()

    team.leave(workshop, note="Fragen Sie die Leitung.", by=wanda)

    assert not workshop.editors.exists()
    letter = Mail.objects.get()
    assert (letter.kind, letter.recipient) == ("editor_left", "esra@example.org")
    assert "Fragen Sie die Leitung." in letter.body
    assert details("editor.left")[1] == {"note": "Fragen Sie die Leitung."}


def test_the_office_is_told_where_no_network_looks_after(gisela, wanda, workshop):
    workshop.memberships.all().delete()

    team.leave(workshop, note="Wir hören auf.", by=wanda)

    assert written() == [("editor_left", "gisela@example.org")]


def test_who_has_left_does_not_leave_again(workshop, wanda):
    team.leave(workshop, note="Fort.", by=wanda)

    with pytest.raises(WrongStateError):
        team.leave(workshop, note="Fort.", by=wanda)


@pytest.fixture
def cast(request, essen, second):
    """And a speaker, a substitute, a past coordinator, and a network that was left."""
    for name in ("kemal", "esra", "boris", "gisela"):
        request.getfixturevalue(name)
    RoleFactory(kind="speaker", network=essen)
    RoleFactory(kind="substitute", network=essen, until="2199-12-31")
    RoleFactory(network=essen, until="2021-01-01")
    former = MembershipFactory(
        organisation=Organisation.objects.get(slug="werkstatt"), until="2021-01-01"
    )
    RoleFactory(network=former.network)
    return list(User.objects.all())


def test_the_table_of_rights_names_whoever_keeps_the_entry(workshop, cast):
    named = {
        person
        for group in insight.groups(workshop, list(workshop.editors.all()))
        for person in (*group.people, *(role.person for role in group.roles))
        if group.rights.keeps
    }

    own = Organisation.objects.filter(pk=workshop.pk)
    assert named == {one for one in cast if own.kept_by(one).exists()}
    # Neither the past coordinator nor the network that was left.
    assert len(named) == 5


def test_the_table_of_rights_says_what_each_group_may(workshop, cast):
    rights = {
        str(group.label): group.rights
        for group in insight.groups(workshop, list(workshop.editors.all()))
    }

    assert rights["Hauptredaktion"] == (True, True, False, False, True)
    assert rights["Redaktion"] == (True, True, False, False, False)
    assert rights["Netzwerk Essen"] == (True, True, True, True, True)
    assert rights["Geschäftsstelle"] == (True, True, False, True, True)
    assert rights["Alle, ohne Anmeldung"] == (True, False, False, False, False)
    assert "Netzwerk Bochum" not in rights


def test_a_coordinator_who_edits_does_not_speak_for_the_others(workshop, essen, esra):
    EditorFactory(organisation=workshop, person=esra)
    RoleFactory(network=essen)

    rights = {
        str(group.label): group.rights
        for group in insight.groups(workshop, list(workshop.editors.all()))
    }

    assert rights["Netzwerk Essen"].decides
    assert Role.objects.filter(network=essen).count() == 2
