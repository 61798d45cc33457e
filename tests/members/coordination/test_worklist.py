"""The work list: what stands on it for whom, its filters, and small changes at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Credential, Profile
from members.templatetags.coordination import how_long
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    RoleFactory,
    TermFactory,
    listed,
)
from tests.members.coordination.conftest import propose, sight

PAGE = "/koordination/"
PUBLISH = "/koordination/freigeben/"


def let_wait(row, days):
    moment = timezone.now() - timedelta(days=days)
    name = "submitted_at" if isinstance(row, Profile) else "claimed_at"
    type(row).objects.filter(pk=row.pk).update(**{name: moment})


def claimed(organisation, days=0, **values):
    return CredentialFactory(
        organisation=organisation,
        claimed_at=timezone.now() - timedelta(days=days),
        **values,
    )


def shown(response):
    """The organisations on the page, in their order."""
    lines = response.context["lines"]
    return [(line.item.kind, line.item.subject.organisation.slug) for line in lines]


def options(response, label):
    filters = {one.label: one.options for one in response.context["filters"]}
    return {str(one.label): one.number for one in filters[label]}


@pytest.fixture
def several(essen, wanda):
    """Small changes of three more members in Essen."""
    organisations = [listed(f"klein-{number}", essen) for number in range(3)]
    for one in organisations:
        EditorFactory(organisation=one, person=wanda)
    return [propose(one, wanda, website="https://neu.example") for one in organisations]


def test_the_oldest_stands_first_whatever_it_is(
    at_the_desk, proposal, shared_proposal, workshop
):
    claimed(workshop, days=3)
    let_wait(shared_proposal, 5)

    page = at_the_desk.get(PAGE)

    assert shown(page) == [
        ("aenderung", "kolleg"),
        ("nachweis", "werkstatt"),
        ("aenderung", "werkstatt"),
    ]
    assert "seit fünf Tagen" in page.text
    assert "seit drei Tagen" in page.text
    assert "seit heute" in page.text


def test_each_coordinator_sees_the_own_members_alone(
    client, proposal, shared_proposal, boris
):
    client.force_login(boris)

    assert shown(client.get(PAGE)) == [("aenderung", "kolleg")]


def test_filters_count_what_they_would_leave(
    at_the_desk, esra, bochum, proposal, shared_proposal
):
    RoleFactory(person=esra, network=bochum)
    claimed(shared_proposal.organisation, days=9)
    let_wait(shared_proposal, 8)

    page = at_the_desk.get(PAGE, {"aelter": "7"})

    assert shown(page) == [("nachweis", "kolleg"), ("aenderung", "kolleg")]
    kinds = options(page, "Art")
    assert {label: number for label, number in kinds.items() if number} == {
        "Alle": 2,
        "Änderungen": 1,
        "Nachweise": 1,
    }
    found = {kind: number for kind, number in options(page, "Art").items() if number}
    assert found == {"Alle": 2, "Änderungen": 1, "Nachweise": 1}
    assert options(page, "Netzwerk") == {
        "Alle": 2,
        "Netzwerk Essen": 2,
        "Netzwerk Bochum": 2,
    }
    assert options(page, "Wartet") == {"Alle": 3, "länger als eine Woche": 2}
    both = at_the_desk.get(PAGE, {"art": "nachweis", "netzwerk": "bochum"})
    assert shown(both) == [("nachweis", "kolleg")]


def test_a_filter_opens_no_other_network(at_the_desk, college, shared_proposal, bochum):
    listed("fremd", bochum)
    before = shown(at_the_desk.get(PAGE))

    assert shown(at_the_desk.get(PAGE, {"netzwerk": "bochum"})) == before
    assert shown(at_the_desk.get(PAGE, {"art": "x", "aelter": "0"})) == before


def test_the_office_sees_what_has_waited_for_14_days(
    client, gisela, esra, proposal, shared_proposal
):
    let_wait(proposal, 15)
    client.force_login(gisela)

    page = client.get(PAGE)

    assert shown(page) == [("aenderung", "werkstatt")]
    assert "Auch die Geschäftsstelle darf entscheiden" in page.text


def test_a_coordinator_is_told_that_the_office_may_decide(at_the_desk, proposal):
    assert "Geschäftsstelle darf" not in at_the_desk.get(PAGE).text

    let_wait(proposal, 15)

    assert "Geschäftsstelle darf" in at_the_desk.get(PAGE).text


def test_what_the_person_edits_is_named_apart(at_the_desk, esra, workshop, proposal):
    EditorFactory(organisation=workshop, person=esra)

    page = at_the_desk.get(PAGE)

    assert shown(page) == []
    assert [item.subject.organisation for item in page.context["withheld"]] == [
        workshop
    ]
    assert "Hieran sind Sie selbst beteiligt" in page.text
    assert "Hieran sind " in page.text


def test_an_empty_list_says_what_will_be_here(at_the_desk):
    page = at_the_desk.get(PAGE).text

    assert "Alles erledigt" in page
    assert "steht es hier" in page


def test_as_what_one_acts_stands_on_the_page(client, esra, gisela):
    client.force_login(esra)
    assert "Netzwerk Essen" in client.get(PAGE).text

    client.force_login(gisela)
    assert "Geschäftsstelle" in client.get(PAGE).text


def test_an_organisation_without_an_entry_has_its_name(at_the_desk, workshop, proposal):
    workshop.entry.delete()

    assert "Werkstatt" in at_the_desk.get(PAGE).text


def test_a_small_change_stands_on_the_list_in_full(at_the_desk, several):
    page = at_the_desk.get(PAGE)

    assert page.text.count("https://neu.example</a></ins>") == 3
    assert all(f'value="{sight(one)}"' in page.text for one in several)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Anders"},
        {"logo": "logos/neu.png"},
        {"plain": "Eins zwei drei vier fünf sechs sieben."},
        {"text": "x" * 200},
        {"website": "https://neu.example", "name": "Anders"},
    ],
)
def test_what_is_more_than_small_is_looked_at_alone(
    at_the_desk, workshop, wanda, change
):
    proposal = propose(workshop, wanda, **change)

    assert sight(proposal) not in at_the_desk.get(PAGE).text
    at_the_desk.post(PUBLISH, {"seen": [sight(proposal)]})

    proposal.refresh_from_db()
    assert proposal.state == "submitted"


def test_several_small_changes_go_online_as_they_were_seen(at_the_desk, several):
    seen = [sight(one) for one in several]
    Profile.objects.filter(pk=several[1].pk).update(revision=99)

    page = at_the_desk.post(PUBLISH, {"seen": seen}, follow=True)

    states = [Profile.objects.get(pk=one.pk).state for one in several]
    assert states == ["published", "submitted", "published"]
    assert "2 Änderungen sind online." in page.text
    assert "„Klein-1“ wurde inzwischen geändert oder entschieden" in page.text


def test_a_foreign_change_among_them_stops_all(client, boris, proposal, several):
    own = propose(
        listed("dort", boris.roles.get().network), boris, website="https://x.example"
    )
    EditorFactory(organisation=own.organisation)
    client.force_login(boris)

    answer = client.post(PUBLISH, {"seen": [sight(own), sight(several[0])]})

    assert answer.status_code == 404
    assert not Profile.objects.filter(pk__in=[own.pk], state="published").exists()


def test_at_most_25_go_online_at_once(at_the_desk, several):
    seen = [sight(one) for one in several]
    made_up = [f"{number}-1-1" for number in range(9000, 9023)]

    page = at_the_desk.post(PUBLISH, {"seen": seen + made_up}, follow=True)

    assert "Höchstens 25" in page.text
    assert not Profile.objects.filter(
        pk__in=[one.pk for one in several], state="published"
    ).exists()


def test_nothing_ticked_is_said(at_the_desk, several):
    page = at_the_desk.post(PUBLISH, follow=True)

    assert "Bitte kreuzen Sie an, was online gehen soll." in page.text


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_asks_a_fixed_number_of_questions(
    at_the_desk, essen, wanda, django_assert_num_queries, count
):
    term = TermFactory()
    for number in range(count):
        one = listed(f"viele-{number}", essen)
        EditorFactory(organisation=one, person=wanda)
        propose(one, wanda, terms={term.pk})
        claimed(one)

    with django_assert_num_queries(29):
        at_the_desk.get(PAGE)


def test_a_decided_proof_waits_no_longer(at_the_desk, workshop, proposal):
    claimed(workshop)
    assert len(shown(at_the_desk.get(PAGE))) == 2

    Credential.objects.update(refused_at=timezone.now())

    assert shown(at_the_desk.get(PAGE)) == [("aenderung", "werkstatt")]


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "seit gestern"), (2, "seit zwei Tagen"), (13, "seit 13 Tagen")],
)
def test_how_long_something_waits_is_said_in_words(days, said):
    assert how_long(timezone.now() - timedelta(days=days)) == said
