"""The members list and the file of a member."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from members import moderation
from members.models import Organisation, Profile
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
    listed,
)

PAGE = "/koordination/mitglieder/"
FILE = "/koordination/organisationen/werkstatt/"


def shown(client, **asked):
    return [member.slug for member in client.get(PAGE, asked).context["members"]]


@pytest.fixture
def tended(essen):
    """A member about which there is nothing to say."""
    words = {"plain": "Kurz.", "text": "Lang.", "website": "https://gut.example"}
    one = listed("gepflegt", essen, terms=(TermFactory(),), **words)
    Organisation.objects.filter(pk=one.pk).update(confirmed_at=timezone.now())
    EditorFactory(organisation=one, person=UserFactory(last_login=timezone.now()))
    return one


def test_the_members_of_the_own_networks_stand_from_a_to_z(
    at_the_desk, workshop, college, bochum, essen
):
    listed("fremd", bochum)
    listed("ueber", essen, name="Übungsfirma")
    listed("zuletzt", essen, name="Zuletzt")

    assert shown(at_the_desk) == ["kolleg", "ueber", "werkstatt", "zuletzt"]


def test_who_left_or_belongs_to_nobody_is_not_on_the_list(at_the_desk, essen, workshop):
    yesterday = timezone.localdate() - timedelta(days=1)
    MembershipFactory(network=essen, until=yesterday)
    OrganisationFactory()

    assert shown(at_the_desk) == ["werkstatt"]


@pytest.mark.parametrize("words", ["müller", "MUELLER", "muller  bäck", "baeck mül"])
def test_a_name_is_found_however_it_is_spelt(at_the_desk, essen, workshop, words):
    listed("bm", essen, name="Bäckerei Müller")

    assert shown(at_the_desk, q=words) == ["bm"]


@pytest.mark.parametrize(
    ("value", "slugs"),
    [
        ("ohne-redaktion", ["leer"]),
        ("ohne-anmeldung", ["stumm"]),
        ("veraltet", ["alt"]),
        ("unvollstaendig", ["leer"]),
        ("nachweis", ["bald"]),
    ],
)
def test_what_one_may_want_to_see_to_can_be_filtered(
    at_the_desk, essen, tended, value, slugs
):
    now = timezone.now()
    words = {"plain": "Kurz.", "text": "Lang.", "website": "https://gut.example"}
    for slug in ("stumm", "alt", "bald", "spaet"):
        one = listed(slug, essen, terms=(TermFactory(),), **words)
        login = None if slug == "stumm" else now
        EditorFactory(organisation=one, person=UserFactory(last_login=login))
        days = {"bald": 90, "spaet": 91}.get(slug)
        if days:
            CredentialFactory(
                organisation=one,
                confirmed_at=now,
                valid_until=timezone.localdate() + timedelta(days=days),
            )
    listed("leer", essen)
    Organisation.objects.update(confirmed_at=now)
    Organisation.objects.filter(slug="alt").update(
        confirmed_at=now - timedelta(days=181)
    )

    assert shown(at_the_desk, auffaellig=value) == slugs


def test_the_state_of_a_proposal_can_be_filtered(at_the_desk, proposal, college):
    assert shown(at_the_desk, vorschlag="submitted") == ["werkstatt"]
    assert shown(at_the_desk, vorschlag="ohne") == ["kolleg"]


def test_a_filter_by_network_opens_no_other(client, esra, gisela, workshop, bochum):
    fremd = listed("fremd", bochum)
    client.force_login(esra)
    assert shown(client, netzwerk="bochum") == ["werkstatt"]

    client.force_login(gisela)
    assert shown(client, netzwerk="bochum") == [fremd.slug]


def test_whoever_looks_after_two_networks_sees_each_member_once(
    at_the_desk, esra, bochum, college
):
    RoleFactory(person=esra, network=bochum)

    assert shown(at_the_desk) == ["kolleg"]
    assert shown(at_the_desk, netzwerk="bochum") == ["kolleg"]


def test_the_list_comes_in_pages_of_fifty(at_the_desk, essen):
    for number in range(51):
        MembershipFactory(network=essen, organisation__slug=f"viele-{number:02}")

    assert len(shown(at_the_desk)) == 50
    assert shown(at_the_desk, seite="2") == ["viele-50"]
    assert "?q=viele&amp;seite=2" in at_the_desk.get(PAGE, {"q": "viele"}).text


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_asks_a_fixed_number_of_questions(
    at_the_desk, essen, django_assert_num_queries, count
):
    for number in range(count):
        one = listed(f"viele-{number}", essen)
        EditorFactory(organisation=one)

    with django_assert_num_queries(10):
        at_the_desk.get(PAGE)
    with django_assert_num_queries(12):
        at_the_desk.get(PAGE, {"q": "viele", "vorschlag": "ohne"})


def test_a_file_has_all_that_one_looks_up(at_the_desk, workshop, wanda, proposal):
    CredentialFactory(
        organisation=workshop, title="Gütesiegel", claimed_at=timezone.now()
    )

    page = at_the_desk.get(FILE).text

    for words in (
        "Werkstatt",
        "Netzwerk Essen",
        "Wanda",
        "noch nie angemeldet",
        "Gütesiegel",
        "Beispielweg 1, 45127 Essen",
        "Eine Änderung wartet seit heute",
    ):
        assert words in page
    assert f'href="{FILE}aenderung/"' in page
    assert f'href="{FILE}nachweise/' in page


def test_a_file_says_nothing_of_what_a_draft_says(at_the_desk, workshop, wanda):
    draft = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=draft.pk).update(name="E-GEHEIM", plain="E-GEHEIM")

    page = at_the_desk.get(FILE).text

    assert "Die Redaktion schreibt an einer Änderung." in page
    assert "E-GEHEIM" not in page


def test_the_office_sees_a_proposal_but_does_not_decide_about_it(
    client, gisela, proposal
):
    client.force_login(gisela)

    page = client.get(FILE).text

    assert "Eine Änderung wartet" in page
    assert f'href="{FILE}aenderung/"' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_asks_a_fixed_number_of_questions(
    at_the_desk, workshop, django_assert_num_queries, count
):
    for _number in range(count):
        EditorFactory(organisation=workshop)
        CredentialFactory(organisation=workshop)

    with django_assert_num_queries(27):
        at_the_desk.get(FILE)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        (PAGE, "/koordination/mitglieder/"),
        ("/koordination/import/", "/koordination/mitglieder/"),
        ("/koordination/doppelte/", "/koordination/mitglieder/"),
        ("/koordination/geloescht/", "/koordination/mitglieder/"),
        ("/koordination/aufnehmen/", "/koordination/mitglieder/"),
        ("/koordination/organisationen/neu/", "/koordination/mitglieder/"),
        ("/koordination/durchsicht/", "/koordination/aktualitaet/"),
        ("/koordination/", "/koordination/"),
    ],
)
def test_a_page_belongs_to_one_part_that_leads_to_it(at_the_desk, address, part):
    page = at_the_desk.get(address)
    above = at_the_desk.get(part).text

    tabs = page.text.split('class="tabs"')[1].split("</ul>")[0]
    marked = re.findall(r'<a href="([^"]+)" aria-current', tabs)
    assert marked == [part]
    assert f'href="{address}"' in above
