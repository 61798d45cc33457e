"""What those who write posts see: each state, what comes next, and nothing lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from networks.models import Role
from news import cosigning, markup, preview, publishing
from news.models import Post
from tests.factories import RoleFactory, listed
from tests.images import image_file
from tests.news.conftest import WORDS, online, release, write

DESK = "/koordination/meldungen/"
ONCE = "00000000-0000-4000-8000-00000000000{}".format


def page_of(post, part=""):
    return f"{DESK}{post.pk}/{part}"


def form_of(page):
    """What a browser would send of the page's text form."""
    found = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    )
    return {"begonnen": "1"} | {
        name: value for name, value in found.items() if name.startswith("initial-")
    }


@pytest.fixture
def as_esra(client, esra):
    client.force_login(esra)
    return client


@pytest.fixture
def as_boris(client, boris):
    client.force_login(boris)
    return client


def test_an_empty_desk_says_what_a_post_is(as_esra):
    page = as_esra.get(DESK).text

    assert "Noch nichts geschrieben" in page
    assert ">Meldung beginnen</button>" in page


def test_who_has_one_network_chooses_none(as_esra, essen):
    page = as_esra.get(DESK).text
    assert f'<input type="hidden" name="network" value="{essen.pk}"' in page
    assert "<select" not in page

    begun = {"network": essen.pk, "once": ONCE(1)}
    response = as_esra.post(f"{DESK}neu/", begun)

    post = Post.objects.get()
    assert response.url == page_of(post)
    assert post.network == essen


def test_who_has_two_networks_chooses(as_esra, esra, bochum):
    RoleFactory(person=esra, network=bochum, kind=Role.Kind.COORDINATOR)

    assert "<select" in as_esra.get(DESK).text


def test_the_office_writes_for_itself_or_a_network(client, gisela, essen):
    client.force_login(gisela)

    page = client.get(DESK).text

    assert ">Geschäftsstelle</option>" in page
    assert f'<option value="{essen.pk}">' in page


def test_the_desk_tells_how_each_post_stands(as_esra, esra, essen, draft):
    release(write(publishing.begin(essen, by=esra), esra), esra)
    later = timezone.now() + timedelta(days=3)
    release(write(publishing.begin(essen, by=esra), esra), esra, at=later)
    publishing.withdraw(online(essen, esra), by=esra)

    page = as_esra.get(DESK).text
    for mark in ("entwurf", "geplant", "online", "zurueckgezogen"):
        assert page.count(f"mark mark-{mark}") == 1
    narrowed = as_esra.get(f"{DESK}?stand=geplant").text
    assert narrowed.count('class="mark ') == 1


def test_the_tab_is_marked_on_the_desk_and_below_it(as_esra, draft):
    tab = '<a href="/koordination/meldungen/" aria-current="{}">Meldungen</a>'

    assert tab.format("page") in as_esra.get(DESK).text
    for part in ("", "bilder/", "mittragende/", "veroeffentlichen/"):
        assert tab.format("true") in as_esra.get(page_of(draft, part)).text


def test_what_is_wrong_comes_back_with_all_that_was_typed(as_esra, draft):
    sent = form_of(as_esra.get(page_of(draft)).text) | {
        "title": "Neu",
        "teaser": "Anders.",
        "body": "![Ein Saal](bild:99)",
        "organisations": "Gibt es nicht",
    }

    response = as_esra.post(page_of(draft), sent)

    assert response.status_code == 422
    for words in ("Neu", "Anders.", "![Ein Saal](bild:99)", "Gibt es nicht"):
        assert words in response.text
    assert "Die Meldung hat kein Bild „bild:99“." in response.text
    assert "Kein Mitglied Ihrer Netzwerke heißt „Gibt es nicht“." in response.text
    draft.refresh_from_db()
    assert draft.title == "Ein Titel"


def test_members_are_named_as_the_directory_names_them(as_esra, draft, essen):
    member = listed("werkstatt", essen)
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS

    response = as_esra.post(page_of(draft), sent | {"organisations": "Werkstatt"})

    assert response.status_code == 302
    assert list(draft.organisations.all()) == [member]


def test_of_two_members_with_one_name_the_one_that_is_meant(as_esra, draft, essen):
    listed("haus", essen, name="Haus am Wall")
    other = listed("wall", essen, name="Haus am Wall")
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS

    either = as_esra.post(page_of(draft), sent | {"organisations": "Haus am Wall"})
    as_esra.post(page_of(draft), sent | {"organisations": "Haus am Wall (wall)"})

    assert either.status_code == 422
    meant = "Meinen Sie „Haus am Wall (haus)“ oder „Haus am Wall (wall)“?"
    assert f"Mehrere Mitglieder heißen „Haus am Wall“. {meant}" in either.text
    assert list(draft.organisations.all()) == [other]
    page = as_esra.get(page_of(draft)).text
    assert "Haus am Wall (wall)</textarea>" in page
    named = {"organisations": "Haus am Wall (wall)", "title": "Anders"}
    as_esra.post(page_of(draft), form_of(page) | WORDS | named)
    assert list(draft.organisations.all()) == [other]


def test_with_the_slug_of_another_the_name_alone_is_offered(as_esra, draft, essen):
    listed("haus", essen, name="Haus am Wall")
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS

    wrong = as_esra.post(page_of(draft), sent | {"organisations": "Haus am Wall (dom)"})

    said = "heißt „Haus am Wall (dom)“. Meinen Sie „Haus am Wall (haus)“?"
    assert said in wrong.text


def test_a_namesake_who_comes_meanwhile_changes_nothing(as_esra, draft, esra, essen):
    member = listed("haus", essen, name="Haus am Wall")
    write(draft, esra, organisations={member.pk})
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS
    listed("wall", essen, name="Haus am Wall")

    kept = {"organisations": "Haus am Wall (haus)", "teaser": "Anders."}
    assert as_esra.post(page_of(draft), sent | kept).status_code == 302
    assert list(draft.organisations.all()) == [member]
    as_esra.post(page_of(draft), sent | kept | {"organisations": ""})
    assert not draft.organisations.exists()


def test_two_versions_meet_and_both_are_there(as_esra, esra, draft):
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS
    write(draft, esra, teaser="Von nebenan.")

    response = as_esra.post(page_of(draft), sent | {"teaser": "Von mir."})

    assert response.status_code == 409
    assert "Von nebenan." in response.text
    assert "Von mir.</textarea>" in response.text
    draft.refresh_from_db()
    assert draft.teaser == "Von nebenan."
    again = form_of(response.text) | WORDS | {"teaser": "Von mir."}
    assert as_esra.post(
        page_of(draft), again | {"wahl-teaser": "meine"}
    ).status_code == (302)
    draft.refresh_from_db()
    assert draft.teaser == "Von mir."


def test_saved_it_can_be_looked_at_next(as_esra, draft):
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS

    response = as_esra.post(page_of(draft), sent | {"weiter": "1"})

    assert response.url == page_of(draft, "veroeffentlichen/")


def test_before_a_release_all_that_is_missing_is_named(as_esra, esra, essen):
    post = publishing.begin(essen, by=esra)

    page = as_esra.get(page_of(post, "veroeffentlichen/")).text

    for name, words in (
        ("title", "Bitte geben Sie den Titel an."),
        ("teaser", "Bitte sagen Sie in ein oder zwei Sätzen, worum es geht."),
        ("body", "Bitte schreiben Sie den Text."),
    ):
        assert f'<a href="{page_of(post)}#id_{name}">{words}</a>' in page
    assert ">Jetzt veröffentlichen</button>" not in page
    assert '<h2 class="story-title">Ohne Titel</h2>' in page
    sent = {"seen": post.revision, "sofort": "1"}
    forced = as_esra.post(page_of(post, "veroeffentlichen/"), sent)
    assert forced.status_code == 422
    assert "Bitte schreiben Sie den Text." in forced.text


def test_for_all_it_leads_to_those_who_may_bear_it(as_esra, esra, draft):
    write(draft, esra, is_for_all=True)

    page = as_esra.get(page_of(draft, "veroeffentlichen/")).text

    assert f'<a href="{page_of(draft, "mittragende/")}">Eine Meldung für das' in page
    bearers = as_esra.get(page_of(draft, "mittragende/")).text
    assert "Auch die Geschäftsstelle kann sie für alle mittragen." in bearers


def test_a_scheduled_one_keeps_its_time_unless_another_is_given(as_esra, esra, draft):
    soon = timezone.localtime() + timedelta(days=3)
    soon = soon.replace(hour=9, minute=30, second=0, microsecond=0)
    release(draft, esra, at=soon)

    page = as_esra.get(page_of(draft, "veroeffentlichen/")).text

    assert f'value="{soon:%Y-%m-%d}"' in page
    assert 'value="09:30"' in page
    assert ">Zeit ändern</button>" in page


def test_a_scheduled_one_can_go_online_at_once(as_esra, esra, draft):
    release(draft, esra, at=timezone.now() + timedelta(days=3))
    address = page_of(draft, "veroeffentlichen/")
    assert ">Jetzt veröffentlichen</button>" in as_esra.get(address).text

    draft.refresh_from_db()
    sent = {"seen": draft.revision, "sofort": "1"}
    response = as_esra.post(address, sent, follow=True)

    assert "Die Meldung ist online." in response.text
    assert Post.objects.public().get() == draft


def test_taken_back_before_its_time_it_says_so(as_esra, esra, draft):
    release(draft, esra, at=timezone.now() + timedelta(days=1))

    response = as_esra.post(
        page_of(draft, "zurueckziehen/"), {"once": ONCE(1)}, follow=True
    )

    assert "Die Meldung ist wieder ein Entwurf." in response.text


def test_what_was_changed_meanwhile_is_looked_at_again(as_esra, esra, draft):
    seen = draft.revision
    write(draft, esra, title="Anders")

    sent = {"seen": seen, "sofort": "1"}
    response = as_esra.post(page_of(draft, "veroeffentlichen/"), sent)

    assert response.status_code == 409
    assert "inzwischen geändert" in response.text
    assert "Anders" in response.text


def test_a_picture_is_added_shown_and_removed(as_esra, draft, media):
    file = SimpleUploadedFile("saal.png", image_file(), "image/png")
    address = page_of(draft, "bilder/")
    sent = {"picture": file, "once": ONCE(1)}
    added = as_esra.post(f"{address}neu/", sent, follow=True)
    picture = draft.pictures.get()

    assert f"](bild:{picture.pk} " in added.text
    assert "Wählen Sie es jetzt unter „Text“ aus" in added.text
    small = re.search(r'<img src="([^"]+)"', added.text)[1]
    assert as_esra.get(small)["Content-Type"] == "image/webp"
    as_esra.post(f"{address}{picture.pk}/entfernen/", {"once": ONCE(2)})
    assert not draft.pictures.exists()


def test_what_is_no_picture_is_refused_in_words(as_esra, draft, media):
    file = SimpleUploadedFile("saal.png", b"<svg/>", "image/png")

    sent = {"picture": file, "once": ONCE(1)}
    response = as_esra.post(page_of(draft, "bilder/neu/"), sent)

    assert response.status_code == 422
    assert "field-wrong" in response.text


def test_who_is_asked_sees_it_and_agrees_with_one_click(as_boris, esra, draft, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    assert "Eine Meldung wartet auf Ihre Antwort" in as_boris.get(DESK).text
    look = as_boris.get(page_of(draft, "ansehen/")).text
    assert "Der <strong>Text</strong>." in look
    assert "Netzwerk Bochum trägt sie mit" in look

    agreed = {"seen": draft.revision}
    as_boris.post(page_of(draft, "mittragen/bochum/"), agreed)

    bearing.refresh_from_db()
    assert bearing.agreed_at is not None
    assert "Nicht mehr mittragen" in as_boris.get(page_of(draft, "ansehen/")).text


def test_nobody_agrees_to_a_text_that_they_have_not_seen(as_boris, esra, draft, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    seen = draft.revision
    write(draft, esra, body="Etwas ganz anderes.")

    response = as_boris.post(page_of(draft, "mittragen/bochum/"), {"seen": seen})

    assert response.status_code == 409
    assert "Etwas ganz anderes." in response.text
    bearing.refresh_from_db()
    assert bearing.agreed_at is None


def test_who_bears_a_post_is_told_in_words(as_esra, esra, boris, draft, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    waiting = as_esra.get(page_of(draft, "mittragende/")).text
    assert "nun ist dessen Koordination dran" in waiting
    assert "Nicht mehr fragen" in waiting

    cosigning.agree(bearing, seen=draft.revision, by=boris)

    agreed = as_esra.get(page_of(draft, "mittragende/")).text
    assert "zugestimmt" in agreed
    assert "Ohne dieses Netzwerk weiter" in agreed


def test_a_preview_names_the_members_that_it_is_about(client, draft, esra, essen):
    member = listed("werkstatt", essen)
    write(draft, esra, organisations={member.pk})

    assert ">Werkstatt</a>" in client.get(preview.address(draft)).text


def test_who_knows_a_name_in_part_is_told_all_of_it(as_esra, draft, essen):
    listed("werkstatt", essen)
    sent = form_of(as_esra.get(page_of(draft)).text) | WORDS

    response = as_esra.post(page_of(draft), sent | {"organisations": "werk"})

    assert response.status_code == 422
    assert "heißt „werk“. Meinen Sie „Werkstatt“?" in response.text


def test_a_line_of_a_picture_is_filled_in_before_it_goes_online(
    as_esra, draft, esra, media
):
    file = SimpleUploadedFile("saal.png", image_file(), "image/png")
    sent = {"picture": file, "once": ONCE(1)}
    as_esra.post(page_of(draft, "bilder/neu/"), sent)
    write(draft, esra, body=markup.line(draft.pictures.get().pk))

    page = as_esra.get(page_of(draft, "veroeffentlichen/")).text

    lacking = "Bei einem Bild im Text fehlt noch, was darauf zu sehen ist"
    assert f'<a href="{page_of(draft)}#id_body">{lacking}' in page
    assert ">Jetzt veröffentlichen</button>" not in page
