"""What the news hold about a person, and what is left when the account is erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance import people
from alliance.models import JournalEntry, Mail, User
from networks.models import Network
from news import cosigning, personal
from news.models import Bearing, Post
from tests.factories import RoleFactory
from tests.mirror.rows import all_rows
from tests.news.conftest import release, write


@pytest.fixture
def post(draft, esra, boris, gisela):
    """Esra's, borne by Boris's network, and by Gisela for all."""
    (bearing,) = cosigning.ask(draft, Network.objects.looked_after_by(boris), by=esra)
    draft.refresh_from_db()
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    cosigning.vouch(draft, seen=draft.revision, by=gisela)
    return release(draft, esra)


def test_the_own_file_has_what_one_wrote(client, post, esra):
    client.force_login(esra)

    (told,) = client.get("/konto/daten/").json()["meldungen"]

    assert (told["titel"], told["text"]) == ("Ein Titel", "Der **Text**.")
    assert (told["netzwerk"], told["stand"]) == ("essen", "released")


def test_the_own_file_has_what_one_agreed_to_and_refused(post, boris, gisela):
    (told,) = personal.data(boris)["antworten_auf_meldungen"]
    assert (told["meldung"], told["netzwerk"]) == ("Ein Titel", "bochum")
    assert told["agreed_at"]

    cosigning.refuse(Bearing.objects.get(network__slug="bochum"), by=boris)
    (told,) = personal.data(boris)["antworten_auf_meldungen"]
    assert (told["agreed_at"], bool(told["refused_at"])) == (None, True)

    (told,) = personal.data(gisela)["fuer_alle_getragene_meldungen"]
    assert told["title"] == "Ein Titel"


def test_the_own_file_has_nothing_of_others(post, wanda, esra, boris):
    assert not any(personal.data(wanda).values())
    assert personal.data(boris)["meldungen"] == []
    assert "Boris" not in str(personal.data(esra))


def test_every_column_that_names_a_person_is_in_the_file():
    columns = {
        (model, field.name)
        for model in (Post, Bearing)
        for field in model._meta.concrete_fields
        if field.related_model is User
    }

    assert columns == {
        (Post, "author"),
        (Post, "vouched_by"),
        (Bearing, "agreed_by"),
        (Bearing, "refused_by"),
    }


def test_leaving_says_that_posts_stay(client, post, esra, wanda):
    for person, is_told in ((esra, True), (wanda, False)):
        client.force_login(person)
        page = client.get("/konto/loeschen/").text
        assert ("Meldungen, die Sie geschrieben haben, bleiben" in page) is is_told


def test_an_erased_account_leaves_its_posts_and_no_person(client, post, esra, gisela):
    before = client.get(post.get_absolute_url()).content

    people.erase(esra, by=gisela)

    assert client.get(post.get_absolute_url()).content == before
    assert not {row for _table, row in all_rows() if "esra" in row.lower()}
    client.force_login(gisela)
    for part in ("", "mittragende/", "ansehen/", "veroeffentlichen/"):
        page = client.get(f"/koordination/meldungen/{post.pk}/{part}")
        assert page.status_code == 200
        assert "Esra" not in page.text


def test_no_letter_goes_to_an_erased_author(post, esra, boris, gisela):
    people.erase(esra, by=gisela)
    written = Mail.objects.count()

    cosigning.refuse(Bearing.objects.get(network__slug="bochum"), by=boris)

    assert Mail.objects.count() == written
    assert JournalEntry.objects.filter(verb="post.refused").exists()


def test_when_the_author_has_left_the_coordination_is_told(post, essen, esra, boris):
    colleague = RoleFactory(network=essen).person
    esra.roles.update(until=timezone.localdate() - timedelta(days=1))

    cosigning.refuse(Bearing.objects.get(network__slug="bochum"), by=boris)

    assert Mail.objects.get(kind="post_refused").person == colleague


def test_who_agreed_and_was_erased_is_a_number(client, post, esra, boris, gisela):
    people.erase(boris, by=gisela)
    client.force_login(esra)

    page = client.get(f"/koordination/meldungen/{post.pk}/mittragende/").text

    assert f"Gelöschte Person {boris.pk}" in page
    assert post.bearings.agreed().count() == 2


def test_a_change_of_the_text_after_the_author_left_is_possible(
    post, essen, esra, gisela
):
    people.erase(esra, by=gisela)

    assert write(post, gisela, title="Neu").title == "Neu"
