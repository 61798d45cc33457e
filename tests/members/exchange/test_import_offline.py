"""Rows about members that are not online, or that have no site."""

import pytest

from members.models import Membership, Organisation, Profile, Site
from tests.factories import EditorFactory, MembershipFactory, ProfileFactory
from tests.members.exchange.lists import counts, import_rows

ROW = {"Nr": "N7", "Name": "Neues Haus"}
HOME = {"Straße": "Beispielweg 1", "PLZ": "45127", "Ort": "Essen"}


@pytest.fixture
def newcomer(ruhr, essen):
    """A member with a draft, neither online nor anywhere."""
    membership = MembershipFactory(network=essen, organisation__number="N7")
    ProfileFactory(organisation=membership.organisation, name="Neues Haus")
    return membership.organisation


def listed(**cells):
    row = dict.fromkeys(("Straße", "PLZ", "Ort", "E-Mail", "Kurz", "Themen"), "")
    return row | ROW | cells


def test_its_name_alone_puts_nothing_online(newcomer):
    plan = import_rows(listed())

    assert (counts(plan), plan.problems) == ((0, 0, 1, 0), [])
    assert not Profile.objects.published().exists()


def test_words_of_a_list_go_online_as_someone_vouches_for_them(newcomer):
    plan = import_rows(listed(Kurz="Wir lehren.", **HOME, **{"E-Mail": "a@haus.de"}))

    assert (counts(plan), plan.problems) == ((0, 1, 0, 0), [])
    live = Profile.objects.published().get()
    assert (live.name, live.plain) == ("Neues Haus", "Wir lehren.")


def test_another_name_goes_online(newcomer):
    import_rows(listed(Name="Anderes Haus"))

    assert Profile.objects.published().get().name == "Anderes Haus"


def test_a_list_gives_the_first_site_without_putting_the_words_online(newcomer):
    plan = import_rows(listed(**HOME, **{"E-Mail": "info@haus.de"}))

    assert (counts(plan), plan.problems) == ((0, 1, 0, 0), [])
    assert Site.objects.get().email == "info@haus.de"
    assert not Profile.objects.published().exists()


def test_a_row_without_an_address_admits_to_a_network(newcomer, bochum):
    plan = import_rows(listed(Netzwerk="essen|bochum"))

    assert (counts(plan), plan.problems) == ((0, 1, 0, 0), [])
    assert Membership.objects.filter(network=bochum).exists()


def test_whoever_has_a_site_keeps_an_address(imported):
    row = listed(Nr=imported.number, Name="Anders")

    plan = import_rows(row)

    assert [one.column for one in plan.problems] == ["Ort", "PLZ", "Straße"]
    assert Organisation.objects.count() == 1


def test_who_is_new_needs_an_address(newcomer):
    plan = import_rows(listed(Nr="N8"))

    assert [one.column for one in plan.problems] == ["Ort", "PLZ", "Straße"]


def test_the_editor_of_a_member_that_is_not_online_is_added(newcomer):
    editor = EditorFactory(organisation=newcomer, is_main=True)
    same = {"Redaktion E-Mail": editor.person.email}
    other = {"Redaktion E-Mail": "zweite@haus.de"}

    assert counts(import_rows(listed(**same))) == (0, 0, 1, 0)
    assert counts(import_rows(listed(**other))) == (0, 1, 0, 0)
