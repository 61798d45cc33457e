"""A proposal as a whole: preview, submit, take back, discard, and the answer."""

import pytest

from alliance.models import JournalEntry
from members import moderation
from members.models import Profile
from members.moderation import Answer, sight
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    OrganisationFactory,
    SiteFactory,
    TermFactory,
    approve,
)
from tests.filling import fill

STEPS = "/mein-bereich/werkstatt/profil/"
DESK = "/mein-bereich/werkstatt/"


@pytest.fixture
def editor(client, wanda):
    client.force_login(wanda)
    return client


@pytest.fixture
def written(editor):
    fill(editor, STEPS, plain="Wir üben.", links="kurse.beispiel.de")
    return Profile.objects.open().get()


@pytest.fixture
def submitted(editor, written):
    editor.post(f"{STEPS}einreichen/")
    written.refresh_from_db()
    return written


def test_the_preview_is_what_the_public_will_see(editor, written, client, esra):
    preview = editor.get(f"{STEPS}vorschau/").text
    editor.post(f"{STEPS}einreichen/")
    approve(written, by=esra)
    client.logout()

    public = client.get("/anbieter/werkstatt/").text

    for part in ("Wir üben.", "kurse.beispiel.de", "Beispielweg 1"):
        assert part in preview
        assert part in public


def test_what_is_online_can_be_seen_beside_it(editor, written):
    live = editor.get(f"{STEPS}vorschau/?stand=online").text
    portrait = live.partition('class="preview-page"')[2]

    assert "Werkstatt" in portrait
    assert "Wir üben." not in portrait


def test_the_preview_names_what_is_different(editor, written):
    page = editor.get(f"{STEPS}vorschau/").text

    assert "Was anders ist: 2 Felder" in page
    assert "<p>Wir üben.</p>" in page


def test_without_anything_written_there_is_nothing_to_see(client, wanda):
    organisation = OrganisationFactory(slug="neu")
    EditorFactory(organisation=organisation, person=wanda)
    client.force_login(wanda)

    page = client.get("/mein-bereich/neu/profil/vorschau/").text

    assert "Mit dem Schreiben beginnen" in page
    assert 'class="preview-page"' not in page


def test_what_is_not_listed_yet_has_its_places_and_proofs_in_the_preview(client, wanda):
    organisation = OrganisationFactory(slug="neu")
    EditorFactory(organisation=organisation, person=wanda)
    SiteFactory(organisation=organisation, telephone="0201 123456")
    CredentialFactory(
        organisation=organisation,
        kind="azav",
        areas=[4],
        valid_until="2099-12-31",
        confirmed_at="2026-01-01T12:00Z",
    )
    client.force_login(wanda)
    fill(client, "/mein-bereich/neu/profil/", name="Neues Haus")

    page = client.get("/mein-bereich/neu/profil/vorschau/").text

    assert "0201 123456 anrufen" in page
    assert "Bildungsgutschein möglich" in page


def test_submitting_twice_is_one_submission(editor, submitted):
    answer = editor.post(f"{STEPS}einreichen/")

    assert "Diese Änderung ist bereits eingereicht." in editor.get(answer.url).text
    assert JournalEntry.objects.filter(verb="profile.submitted").count() == 1


def test_the_desk_says_who_looks_at_it(editor, submitted):
    page = editor.get(DESK).text

    assert "Die Koordination Essen prüft Ihre Änderung seit heute." in page


def test_nothing_to_submit_is_said(editor, written, workshop):
    live = workshop.profiles.published().get()
    live.copy_to(written)

    page = editor.get(f"{STEPS}vorschau/").text
    answer = editor.post(f"{STEPS}einreichen/")

    assert "Änderung einreichen" not in page
    assert "Nichts ist anders als online" in page
    assert answer.url == f"{STEPS}vorschau/"
    written.refresh_from_db()
    assert written.state == "draft"


def test_what_is_missing_is_named_with_the_way_to_it(client, wanda, essen):
    organisation = OrganisationFactory(slug="neu")
    EditorFactory(organisation=organisation, person=wanda)
    client.force_login(wanda)
    fill(client, "/mein-bereich/neu/profil/", plain="Wir üben.")

    page = client.get("/mein-bereich/neu/profil/vorschau/").text
    answer = client.post("/mein-bereich/neu/profil/einreichen/")

    assert '<a href="/mein-bereich/neu/profil/#id_name">' in page
    assert "Änderung einreichen" not in page
    assert "Bitte geben Sie den Namen" in client.get(answer.url).text
    assert Profile.objects.get(organisation=organisation).state == "draft"


def test_a_submission_can_be_taken_back(editor, submitted):
    answer = editor.post(f"{STEPS}zurueckziehen/")

    submitted.refresh_from_db()
    assert (answer.url, submitted.state) == (STEPS, "draft")


def test_what_was_decided_cannot_be_taken_back(editor, submitted, esra):
    approve(submitted, by=esra)

    assert editor.post(f"{STEPS}zurueckziehen/").status_code == 409
    assert editor.post(f"{STEPS}einreichen/").status_code == 409
    assert editor.post(f"{STEPS}verwerfen/").status_code == 409


def test_a_draft_is_given_up_after_one_question(editor, written):
    question = editor.get(f"{STEPS}verwerfen/")
    written.refresh_from_db()
    before = written.state

    answer = editor.post(f"{STEPS}verwerfen/")

    written.refresh_from_db()
    assert "Diesen Entwurf verwerfen?" in question.text
    assert "Wir üben." in question.text
    assert (before, written.state, answer.url) == ("draft", "archived", DESK)


def test_what_the_coordination_looks_at_is_not_given_up(editor, submitted):
    assert "Es gibt keinen Entwurf" in editor.get(f"{STEPS}verwerfen/").text
    assert editor.post(f"{STEPS}verwerfen/").status_code == 409
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_the_answer_is_read_corrected_and_submitted_again(
    editor, submitted, esra, workshop
):
    reason = TermFactory(kind="return_reason", name="Werbende Angaben")
    seen = sight(submitted, workshop.profiles.published().get())
    answer = Answer(reason, "Bitte ohne „das beste“.")
    moderation.send_back(submitted, by=esra, seen=seen, answer=answer)

    pages = [editor.get(page).text for page in (DESK, STEPS, f"{STEPS}merkmale/")]
    fill(editor, STEPS, plain="Wir üben gut.")
    editor.post(f"{STEPS}einreichen/")

    for part in ("Werbende Angaben", "Bitte ohne „das beste“.", "Koordination Essen"):
        assert all(part in page for page in pages)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.plain) == ("submitted", "Wir üben gut.")


def test_after_its_publication_the_desk_says_so(editor, submitted, esra):
    approve(submitted, by=esra)

    assert "Ihr Profil ist seit heute so online." in editor.get(DESK).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_for_many_sites(
    editor, written, workshop, count, django_assert_num_queries
):
    SiteFactory.create_batch(count, organisation=workshop)
    editor.get(f"{STEPS}vorschau/")

    with django_assert_num_queries(12):
        editor.get(f"{STEPS}vorschau/")
