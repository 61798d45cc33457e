"""What an editor writes: saved as a draft, merged, and never lost."""

import pytest
from django.test import Client

from alliance.models import JournalEntry
from members import moderation
from members.models import Profile
from tests.factories import EditorFactory, UserFactory, approve
from tests.filling import begin, fill, held

ADDRESS = "/mein-bereich/werkstatt/profil/"


@pytest.fixture
def editor(client, wanda):
    client.force_login(wanda)
    return client


@pytest.fixture
def second(workshop):
    """Another editor of the same organisation, in another browser."""
    person = UserFactory(name="Zoe")
    EditorFactory(organisation=workshop, person=person)
    client = Client()
    client.force_login(person)
    return client


def draft():
    return Profile.objects.open().get()


def test_looking_writes_nothing(editor):
    page = editor.get(ADDRESS)

    assert 'value="Werkstatt"' in page.text
    assert not Profile.objects.open().exists()
    assert not JournalEntry.objects.filter(verb="profile.begun").exists()


def test_the_first_save_begins_a_draft_and_leads_to_the_next_step(editor, wanda):
    answer = fill(editor, ADDRESS, plain="Wir üben.", links="beispiel.de/kurse\r\n")

    assert answer.url == "/mein-bereich/werkstatt/profil/merkmale/"
    assert (draft().plain, draft().author) == ("Wir üben.", wanda)
    assert draft().links == ["https://beispiel.de/kurse"]
    assert Profile.objects.published().get().plain == ""


def test_one_can_stay_on_the_step(editor):
    answer = fill(editor, ADDRESS, plain="Wir üben.", bleiben="1")

    assert answer.url == ADDRESS


def test_saving_without_a_change_begins_nothing(editor):
    answer = fill(editor, ADDRESS)

    assert "Nichts war anders" in editor.get(answer.url).text
    assert not Profile.objects.open().exists()


def test_lines_of_a_text_come_back_as_they_were(editor):
    fill(editor, ADDRESS, text="Erstens.\r\n\r\nZweitens.")
    before = draft().revision

    fill(editor, ADDRESS, plain="Wir üben.")

    assert draft().text == "Erstens.\n\nZweitens."
    assert draft().revision == before + 1


def test_the_same_form_twice_is_one_change(editor):
    sent = begin(editor, ADDRESS) | {"plain": "Wir üben."}
    editor.post(ADDRESS, sent)
    before = draft().revision

    answer = editor.post(ADDRESS, sent)

    page = editor.get(answer.url).text
    assert "Diese Änderung ist bereits gespeichert." in page
    assert draft().revision == before


def test_two_editors_of_different_fields_are_merged(editor, second):
    first, other = begin(editor, ADDRESS), begin(second, ADDRESS)
    editor.post(ADDRESS, first | {"plain": "Wir üben."})

    answer = second.post(ADDRESS, other | {"legal_form": "gGmbH"})

    assert answer.status_code == 302
    assert (draft().plain, draft().legal_form) == ("Wir üben.", "gGmbH")


@pytest.fixture
def conflict(editor, second):
    first, other = begin(editor, ADDRESS), begin(second, ADDRESS)
    editor.post(ADDRESS, first | {"text": "Von Wanda.", "plain": "Wir üben."})
    return second.post(ADDRESS, other | {"text": "Von Zoe.", "legal_form": "gGmbH"})


def test_the_same_field_shows_both_versions_and_keeps_what_was_typed(conflict):
    assert conflict.status_code == 409
    assert "<p>Von Wanda.</p>" in conflict.text
    assert "<p>Von Zoe.</p>" in conflict.text
    assert held(conflict)["text"] == ["Von Zoe."]
    assert draft().text == "Von Wanda."


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("meine", "Von Zoe."),
        ("andere", "Von Wanda."),
        ("beide", "Von Wanda.\n\nVon Zoe."),
    ],
)
def test_its_writer_decides(conflict, second, choice, text):
    answer = second.post(ADDRESS, held(conflict) | {"wahl-text": choice})

    assert answer.status_code == 302
    assert (draft().text, draft().legal_form) == (text, "gGmbH")
    assert draft().plain == "Wir üben."


def test_a_third_version_is_shown_too(conflict, editor, second):
    fill(editor, ADDRESS, text="Noch einmal von Wanda.")

    answer = second.post(ADDRESS, held(conflict) | {"wahl-text": "meine"})

    assert answer.status_code == 409
    assert "Noch einmal von Wanda." in answer.text
    assert held(answer)["text"] == ["Von Zoe."]


def test_what_was_submitted_meanwhile_keeps_the_typed_text(editor, second, wanda):
    fill(editor, ADDRESS, plain="Wir üben.")
    other = begin(second, ADDRESS)
    moderation.submit(draft(), by=wanda)

    answer = second.post(ADDRESS, other | {"text": "Von Zoe."})

    assert answer.status_code == 409
    assert held(answer)["text"] == ["Von Zoe."]
    assert draft().text == ""


def test_and_can_be_taken_back_and_saved_at_once(editor, second, wanda):
    fill(editor, ADDRESS, plain="Wir üben.")
    other = begin(second, ADDRESS)
    moderation.submit(draft(), by=wanda)

    second.post(ADDRESS, other | {"text": "Von Zoe.", "zurueckziehen": "1"})

    assert (draft().state, draft().text) == ("draft", "Von Zoe.")


def test_what_was_published_meanwhile_is_no_obstacle(editor, second, wanda, esra):
    fill(editor, ADDRESS, plain="Wir üben.")
    other = begin(second, ADDRESS)
    moderation.submit(draft(), by=wanda)
    approve(draft(), by=esra)

    answer = second.post(ADDRESS, other | {"text": "Von Zoe."})

    assert answer.status_code == 302
    assert (draft().plain, draft().text) == ("Wir üben.", "Von Zoe.")


def test_while_it_is_submitted_its_fields_are_locked(editor, wanda):
    fill(editor, ADDRESS, plain="Wir üben.")
    moderation.submit(draft(), by=wanda)

    page = editor.get(ADDRESS).text

    assert "<fieldset disabled>" in page
    assert "Einreichung zurückziehen" in page


WRONG = [
    ({"name": " \u00a0\u200b"}, "Bitte geben Sie den Namen der Einrichtung an."),
    ({"name": ""}, "Bitte geben Sie den Namen der Einrichtung an."),
    (
        {"name": "👨‍👩‍👧‍👦" * 29},
        "Der Name darf höchstens 200 Zeichen lang sein (jetzt 203).",
    ),
    (
        {"text": "x" * 20_001},
        "Die Beschreibung darf höchstens 20.000 Zeichen lang sein (jetzt 20.001).",
    ),
    (
        {"plain": "x" * 161},
        "Die Kurzzeile darf höchstens 160 Zeichen lang sein (jetzt 161).",
    ),
    *(
        (
            {name: address},
            "Bitte geben Sie eine öffentliche Internetadresse an, zum Beispiel "
            "https://www.beispiel.de.",
        )
        for name in ("website", "links")
        for address in (
            *("javascript:alert(1)", "data:text/html,x", "ftp://x.de"),
            *("https://u:p@x.de", "http://127.0.0.1/", "http://intranet/"),
            f"https://x.de/{'x' * 3000}",
        )
    ),
    (
        {"links": "\r\n".join(f"x{number}.de" for number in range(6))},
        "Es sind höchstens fünf Adressen möglich.",
    ),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_kept(editor, typed, sentence):
    answer = fill(editor, ADDRESS, legal_form="gGmbH", **typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert held(answer)["legal_form"] == ["gGmbH"]
    ((name, value),) = typed.items()
    assert held(answer)[name] == [value]
    assert not Profile.objects.open().exists()


def test_after_a_mistake_the_beginning_is_still_known(editor, second):
    other = begin(second, ADDRESS)
    wrong = second.post(ADDRESS, other | {"website": "ftp://x.de"})
    fill(editor, ADDRESS, website="beispiel.de")

    answer = second.post(ADDRESS, held(wrong) | {"website": "anderswo.de"})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("example.org", "https://example.org"),
        ("HTTP://EXÄMPLE.de", "https://xn--exmple-cua.de"),
    ],
)
def test_a_website_is_brought_to_one_spelling(editor, typed, stored):
    fill(editor, ADDRESS, website=typed)

    assert draft().website == stored


def test_nul_is_refused(editor):
    answer = fill(editor, ADDRESS, text="a\0b")

    assert answer.status_code == 400
    assert not Profile.objects.open().exists()


def test_pasted_html_is_text(editor):
    pasted = '<p class="MsoNormal"><x-probe onerror=alert(1)>Kurs</p>\r\n"><x-probe>'
    fill(editor, ADDRESS, name='"><x-probe>', plain=pasted, text=pasted, bleiben="1")

    for step in ("", "merkmale/", "logo/", "vorschau/", "verwerfen/"):
        assert "<x-probe" not in editor.get(f"{ADDRESS}{step}").text
    assert "<x-probe" not in editor.get("/mein-bereich/").text


def test_what_is_not_offered_is_not_written(editor, workshop, bochum, boris):
    fill(
        editor,
        ADDRESS,
        plain="Wir üben.",
        state="published",
        reviewer=boris.pk,
        organisation="2",
        revision="77",
        networks=[bochum.pk],
        is_featured="1",
    )

    assert draft().state == "draft"
    assert (draft().reviewer, draft().organisation) == (None, workshop)
    assert draft().revision == 2
    assert list(workshop.memberships.values_list("network__slug", flat=True)) == [
        "essen"
    ]


def test_a_coordinator_writes_at_another_place(client, workshop, esra):
    client.force_login(esra)

    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"name": "Atelier"}).status_code == 404
    assert not Profile.objects.open().exists()
