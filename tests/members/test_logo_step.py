"""A logo: uploaded, looked at, removed; never public before it is approved."""

import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from members import draft_logos, moderation
from members.models import Profile
from members.saving import LOGOS_A_DAY
from tests.factories import EditorFactory, UserFactory, approve
from tests.filling import begin, held
from tests.uploads import SVG, plain, upload

ADDRESS = "/mein-bereich/werkstatt/profil/logo/"


@pytest.fixture
def editor(client, wanda, media):
    client.force_login(wanda)
    return client


@pytest.fixture
def second(workshop, editor):
    person = UserFactory(name="Zoe")
    EditorFactory(organisation=workshop, person=person)
    client = Client()
    client.force_login(person)
    return client


def send(client, content=None, **others):
    sent = begin(client, ADDRESS) | others
    return client.post(ADDRESS, sent | {"logo": upload(content or plain())})


def image_of(page):
    return re.search(r'src="(/mein-bereich/[^"]+)"', page.text).group(1)


def draft():
    return Profile.objects.open().get()


def test_an_uploaded_logo_is_drawn_anew_and_waits_in_the_draft(editor, workshop):
    answer = send(editor)

    assert answer.url == ADDRESS
    assert draft().logo.name.startswith("logos/")
    with default_storage.open(draft().logo.name) as file:
        assert file.read()[8:12] == b"WEBP"
    assert workshop.profiles.published().get().logo.name == ""


@pytest.mark.parametrize(
    ("person", "status"),
    [("wanda", 200), ("esra", 200), ("kemal", 404), ("boris", 404), ("gisela", 200)],
)
def test_its_keepers_see_it_and_nobody_else(editor, request, college, person, status):
    send(editor)
    address = image_of(editor.get(ADDRESS))
    somebody = Client()
    somebody.force_login(request.getfixturevalue(person))

    answer = somebody.get(address)

    assert answer.status_code == status
    assert (answer.headers["Content-Type"] == "image/webp") is (status == 200)
    assert Client().get(address).status_code == 302


def test_its_address_cannot_be_guessed_or_moved(editor, workshop, college, kemal):
    send(editor)
    EditorFactory(organisation=college, person=editor.get(ADDRESS).wsgi_request.user)
    moved = draft_logos.sign(workshop, draft().logo.name)

    foreign = editor.get(f"/mein-bereich/kolleg/profil/logo/{moved}.webp")
    guessed = editor.get(f"{ADDRESS}{draft().logo.name.removeprefix('logos/')}")

    assert (foreign.status_code, guessed.status_code) == (404, 404)


@pytest.mark.parametrize("content", [SVG, b"", b"kein Bild"])
def test_what_is_no_image_is_refused_in_words(editor, content):
    answer = editor.post(
        ADDRESS, begin(editor, ADDRESS) | {"logo": upload(content or b"")}
    )

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert not Profile.objects.open().exists()


def test_without_a_file_one_is_asked_for_it(editor):
    answer = editor.post(ADDRESS, begin(editor, ADDRESS))

    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei" in answer.text


def test_a_second_click_uploads_nothing(editor):
    sent = begin(editor, ADDRESS)
    editor.post(ADDRESS, sent | {"logo": upload(plain())})
    before = draft().logo.name

    answer = editor.post(ADDRESS, sent | {"logo": upload(plain())})

    assert "Diese Änderung ist bereits gespeichert." in editor.get(answer.url).text
    assert draft().logo.name == before


def test_it_can_be_removed(editor, workshop, esra, wanda):
    send(editor)
    moderation.submit(draft(), by=wanda)
    approve(draft(), by=esra)

    page = editor.get(ADDRESS)
    editor.post(ADDRESS, held(page) | {"entfernen": "1"})

    assert draft().logo.name == ""
    assert workshop.profiles.published().get().logo.name


def test_two_logos_at_once_are_shown_side_by_side(editor, second):
    late = begin(second, ADDRESS)
    send(editor)
    first = draft().logo.name

    answer = second.post(ADDRESS, late | {"logo": upload(plain(colour="#123456"))})

    assert answer.status_code == 409
    assert draft().logo.name == first
    token = re.search(r'name="gewaehlt" value="([^"]+)"', answer.text).group(1)
    second.post(ADDRESS, held(answer) | {"gewaehlt": token})
    assert draft().logo.name not in ("", first)


def test_only_what_was_uploaded_here_can_be_chosen(editor, college):
    forged = draft_logos.sign(college, "logos/fremd.webp")

    for token in (forged, "logos/fremd.webp"):
        sent = begin(editor, ADDRESS) | {"gewaehlt": token}
        assert editor.post(ADDRESS, sent).status_code == 404
    assert not Profile.objects.open().exists()


def test_a_submitted_proposal_gets_no_logo(editor, wanda, workshop):
    sent = begin(editor, ADDRESS)
    profile = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=profile.pk).update(plain="Wir üben.")
    moderation.submit(profile, by=wanda)

    answer = editor.post(ADDRESS, sent | {"logo": upload(plain())})

    assert answer.status_code == 409
    assert draft().logo.name == ""


def test_after_twenty_logos_a_day_is_enough(editor, wanda, workshop, monkeypatch):
    monkeypatch.setattr("members.saving.LOGOS_A_DAY", 1)
    send(editor)
    before = draft().logo.name

    answer = send(editor)

    assert LOGOS_A_DAY == 20
    assert answer.status_code == 422
    assert "Das waren heute 20 Logos." in answer.text
    assert draft().logo.name == before
