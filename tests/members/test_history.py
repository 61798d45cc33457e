"""The journal of an organisation, in sentences."""

import pytest
from django.utils import timezone

from alliance import journal
from alliance.journal import Capacity, Subject
from alliance.models import JournalEntry
from members import chronicle, moderation
from members.history import entries, told
from members.models import Organisation
from tests.factories import TermFactory, approve
from tests.filling import fill

HISTORY = "/mein-bereich/werkstatt/verlauf/"
# Of other modules, by what their verbs speak of.
VERBS = [
    *("site.added", "site.changed", "site.removed"),
    *("kursnet.changed", "proof.claimed", "proof.changed", "proof.withdrawn"),
    *("proof.confirmed", "proof.refused", "editor.invited", "editor.joined"),
    *("editor.removed", "editor.left", "editor.handed_over", "invitation.revoked"),
    "office.taken",
]


@pytest.fixture
def published(client, wanda, esra, workshop):
    client.force_login(wanda)
    fill(client, "/mein-bereich/werkstatt/profil/", plain="Wir üben.")
    term = TermFactory(name="Holz")
    fill(client, "/mein-bereich/werkstatt/profil/merkmale/", topic=[term.pk])
    profile = workshop.profiles.open().get()
    moderation.submit(profile, by=wanda)
    approve(profile, by=esra)
    return workshop


def sentences(organisation):
    return [(one.sentence, one.capacity) for one in told(entries(organisation))]


def test_each_step_is_a_sentence_with_who_and_as_what(published):
    assert sentences(published)[:4] == [
        (
            "Esra hat die Änderung freigegeben; sie ist online.",
            "Koordination Essen",
        ),
        ("Wanda hat die Änderung eingereicht.", "Redaktion"),
        ("Wanda hat an der Änderung geschrieben.", "Redaktion"),
        ("Wanda hat eine Änderung begonnen.", "Redaktion"),
    ]


def test_what_the_portal_did_is_its_own(workshop):
    assert sentences(workshop) == [
        ("Das Portal hat das Profil geändert; es ist online.", "")
    ]


def test_before_and_after_can_be_opened(published, client, wanda):
    page = client.get(HISTORY).text

    assert "<summary>Vorher und nachher</summary>" in page
    assert "<p>Wir üben.</p>" in page
    assert "<p>Holz</p>" in page


def test_a_deleted_person_has_no_name(published, wanda):
    wanda.name, wanda.erased_at = "Gelöscht 17", timezone.now()
    wanda.save()

    assert (
        "Eine gelöschte Person hat die Änderung eingereicht.",
        "Redaktion",
    ) in sentences(published)


def test_a_person_whose_row_is_gone_has_no_name_either(workshop, db):
    JournalEntry.objects.create(
        actor_id=987_654, verb="site.added", organisation=workshop.pk, capacity="editor"
    )

    assert sentences(workshop)[0] == (
        "Eine gelöschte Person hat einen Standort hinzugefügt.",
        "Redaktion",
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_sentence_of_its_own(verb):
    assert chronicle.SENTENCES[verb] != chronicle.OTHER


def test_a_verb_that_is_not_known_says_little(workshop, wanda):
    chronicle.write("moon.painted", workshop, by=wanda)

    assert sentences(workshop)[0] == ("Wanda hat etwas geändert.", "Redaktion")


def test_facts_of_other_rows_are_told_by_name(workshop, wanda, esra):
    facts = (
        {"person": esra.pk, "site": 7, "is_main": False},
        {
            "valid_until": "2027-03-03",
            "kind": "azav",
            "unheard_of": [1, {"a": 2}],
            "reason": "unbekannt",
        },
    )
    chronicle.write("proof.changed", workshop, by=wanda, facts=facts)

    first = told(entries(workshop))[0]

    assert {one.label: (one.before, one.after) for one in first.differences} == {
        "Person": (["Esra"], []),
        "Gültig bis": ([], ["3. März 2027"]),
        "Grund": ([], ["unbekannt"]),
        "Art": ([], ["AZAV-Trägerzulassung"]),
    }


def test_it_is_of_this_organisation_alone(published, college):
    names = {entry.organisation for entry in entries(published)}

    assert names == {published.pk}


def test_it_comes_in_pages(client, wanda, workshop):
    for _time in range(60):
        chronicle.write("site.changed", workshop, by=wanda)
    client.force_login(wanda)

    first, second = (client.get(f"{HISTORY}?seite={n}").text for n in (1, 2))

    assert first.count("Standort geändert") == 50
    assert second.count("Standort geändert") == 10


@pytest.fixture
def note(workshop, essen):
    """Write an entry that names all that can be named."""
    terms = [term.pk for term in TermFactory.create_batch(3)]

    def note(person):
        before = {"terms": terms[:1], "person": person.pk, "reason": "x"}
        journal.record(
            "profile.submitted",
            by=person,
            capacity=Capacity("coordinator", essen.pk),
            subject=Subject(workshop.pk, 1),
            facts=(before, {"terms": terms, "person": 987_654}),
        )

    return note


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_many_entries(client, people, note, count, asked):
    for person in people * count:
        note(person)
    client.force_login(people[0])
    client.get(HISTORY)

    with asked(10):
        client.get(HISTORY)


@pytest.fixture
def people(wanda, esra):
    return [wanda, esra]


@pytest.fixture
def asked(django_assert_num_queries):
    return django_assert_num_queries


def test_coordinators_see_the_same(client, published, esra):
    client.force_login(esra)

    assert "Wanda hat die Änderung eingereicht." in client.get(HISTORY).text
    assert Organisation.objects.kept_by(esra).get() == published
