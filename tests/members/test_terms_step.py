"""What an organisation is found by: ticks that are saved as a draft."""

import pytest
from django.test import Client

from members.models import Profile, Term
from tests.factories import EditorFactory, TermFactory, UserFactory, listed
from tests.filling import begin, fill, held

ADDRESS = "/mein-bereich/werkstatt/profil/merkmale/"


@pytest.fixture
def wood():
    return TermFactory(slug="holz", name="Holz")


@pytest.fixture
def metal():
    return TermFactory(slug="metall", name="Metall")


@pytest.fixture
def english():
    return TermFactory(kind="language", slug="en", name="Englisch")


@pytest.fixture
def editor(client, wanda, wood, metal, english):
    client.force_login(wanda)
    return client


@pytest.fixture
def second(workshop, editor):
    person = UserFactory(name="Zoe")
    EditorFactory(organisation=workshop, person=person)
    client = Client()
    client.force_login(person)
    return client


def chosen():
    return set(Profile.objects.open().get().terms.values_list("slug", flat=True))


def test_ticks_are_saved_by_kind(editor, wood, english):
    answer = fill(editor, ADDRESS, topic=[wood.pk], language=[english.pk])

    assert answer.url == "/mein-bereich/werkstatt/profil/logo/"
    assert chosen() == {"holz", "en"}


def test_ticks_can_be_taken_away(editor, wood, english):
    fill(editor, ADDRESS, topic=[wood.pk], language=[english.pk])

    fill(editor, ADDRESS, topic=[])

    assert chosen() == {"en"}


def test_a_forged_beginning_changes_nothing(editor, wood):
    fill(editor, ADDRESS, topic=[wood.pk])

    forged = {"initial-topic": [wood.pk, "x", "9" * 5000]}
    fill(editor, ADDRESS, topic=[wood.pk], **forged)

    assert chosen() == {"holz"}


def test_what_is_retired_stays_but_cannot_be_chosen(editor, workshop, wood, metal):
    workshop.profiles.get().terms.add(wood)
    Term.objects.update(is_retired=True)

    page = editor.get(ADDRESS).text
    kept = fill(editor, ADDRESS)
    refused = fill(editor, ADDRESS, topic=[metal.pk])

    assert "Holz (wird nicht mehr angeboten)" in page
    assert "Metall" not in page
    assert (kept.status_code, refused.status_code) == (302, 422)
    assert "Bitte wählen Sie einen Eintrag aus der Liste." in refused.text


@pytest.mark.parametrize("kind", ["access", "return_reason", "azav", "partner_kind"])
def test_terms_of_other_kinds_are_no_choice(editor, kind):
    foreign = TermFactory(kind=kind, name="Fremdes Merkmal")

    page = editor.get(ADDRESS).text
    answer = fill(editor, ADDRESS, topic=[foreign.pk], **{kind: [foreign.pk]})

    assert "Fremdes Merkmal" not in page
    assert answer.status_code == 422
    assert "Bitte wählen Sie einen Eintrag aus der Liste." in answer.text
    assert not Profile.objects.open().exists()


@pytest.mark.parametrize("value", ["holz", "99999999", "-1", "1e3", "٣"])
def test_what_is_no_choice_at_all_is_refused(editor, value):
    answer = fill(editor, ADDRESS, topic=[value])

    assert answer.status_code == 422


def test_a_beginning_that_was_tampered_with_breaks_nothing(editor, wood):
    sent = begin(editor, ADDRESS) | {"topic": [wood.pk]}

    answer = editor.post(ADDRESS, sent | {"initial-topic": ["x", "9" * 40]})

    assert answer.status_code in (302, 409)


def test_terms_of_kinds_that_are_not_shown_stay(editor, workshop, wood):
    other = TermFactory(kind="partner_kind", slug="kammer")
    workshop.profiles.get().terms.add(other)

    fill(editor, ADDRESS, topic=[wood.pk])

    assert chosen() == {"holz", "kammer"}


def test_a_partner_says_what_kind_of_partner_it_is(client, essen, wanda):
    partner = listed("amt", essen, kind="partner")
    EditorFactory(organisation=partner, person=wanda)
    TermFactory(kind="partner_kind", name="Jobcenter")
    TermFactory(kind="provider_kind", name="Volkshochschule")
    client.force_login(wanda)

    page = client.get("/mein-bereich/amt/profil/merkmale/").text

    assert "Jobcenter" in page
    assert "Volkshochschule" not in page


@pytest.fixture
def conflict(editor, second, wood, metal):
    first, other = begin(editor, ADDRESS), begin(second, ADDRESS)
    editor.post(ADDRESS, first | {"topic": [wood.pk]})
    return second.post(ADDRESS, other | {"topic": [metal.pk]})


@pytest.mark.parametrize(
    ("choice", "slugs"),
    [
        ("meine", {"metall"}),
        ("andere", {"holz"}),
        ("beide", {"holz", "metall"}),
    ],
)
def test_two_who_tick_at_once_see_both_and_decide(second, conflict, choice, slugs):
    before = conflict.status_code, chosen()

    second.post(ADDRESS, held(conflict) | {"wahl-terms": choice})

    assert before == (409, {"holz"})
    assert chosen() == slugs


@pytest.mark.parametrize("count", [1, 3])
def test_many_terms_cost_no_more_questions(
    editor, count, wood, django_assert_num_queries
):
    TermFactory.create_batch(count)
    editor.get(ADDRESS)

    with django_assert_num_queries(10):
        editor.get(ADDRESS)
