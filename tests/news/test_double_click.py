"""Whoever clicks twice has done it once, and is led on as after one click."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from news import cosigning, publishing
from news.models import Picture
from tests.filling import held
from tests.images import image_file
from tests.mirror.rows import all_rows
from tests.news.conftest import online, release, write

DESK = "/koordination/meldungen/"


def click_twice(client, page, action="", /, **typed):
    """Send a form of this page two times; the answer to the second."""
    form = held(client.get(page), action or None) | typed
    first = client.post(action or page, form | again(typed))
    assert first.status_code == 302
    rows = all_rows()
    second = client.post(action or page, form | again(typed))
    assert all_rows() == rows
    return second


def again(typed):
    """Files are read by the first sending."""
    return {name: file() for name, file in typed.items() if callable(file)}


@pytest.fixture
def as_esra(client, esra, media):
    client.force_login(esra)
    return client


@pytest.fixture
def page(draft):
    return f"{DESK}{draft.pk}/"


@pytest.fixture
def asked(draft, esra, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    return bearing


def test_a_post_is_begun_once(as_esra, draft):
    assert click_twice(as_esra, DESK, f"{DESK}neu/").url == DESK


def test_a_text_is_saved_once(as_esra, page, draft):
    assert click_twice(as_esra, page, title="Anders").url == page
    draft.refresh_from_db()
    assert draft.revision == 3


def test_a_draft_is_thrown_away_once(as_esra, page):
    assert click_twice(as_esra, page, f"{page}verwerfen/").url == DESK


def test_a_picture_is_added_once(as_esra, page):
    def file():
        return SimpleUploadedFile("saal.png", image_file())

    action = f"{page}bilder/neu/"
    second = click_twice(as_esra, f"{page}bilder/", action, picture=file)

    assert second.url == f"{page}bilder/"
    assert Picture.objects.count() == 1


def test_a_picture_is_removed_once(as_esra, page, draft):
    file = ContentFile(image_file("WEBP"), "saal.webp")
    picture = Picture.objects.create(post=draft, file=file)
    action = f"{page}bilder/{picture.pk}/entfernen/"

    assert click_twice(as_esra, f"{page}bilder/", action).url == f"{page}bilder/"


@pytest.mark.parametrize(
    "typed", [{"sofort": "1"}, {"day": "2099-01-01", "time": "10:00"}]
)
def test_a_post_is_released_once(as_esra, page, typed):
    address = f"{page}veroeffentlichen/"

    assert click_twice(as_esra, address, **typed).url == address


def test_a_post_is_withdrawn_once(as_esra, esra, essen):
    post = online(essen, esra)
    address = f"{DESK}{post.pk}/veroeffentlichen/"

    second = click_twice(as_esra, address, f"{DESK}{post.pk}/zurueckziehen/")

    assert second.url == address


def test_a_scheduled_post_goes_back_once(as_esra, draft, page, esra):
    release(draft, esra, at=timezone.now() + timedelta(days=1))

    second = click_twice(as_esra, f"{page}veroeffentlichen/", f"{page}zurueckziehen/")

    assert second.url == f"{page}veroeffentlichen/"


def test_a_network_is_asked_once(as_esra, page, bochum):
    address = f"{page}mittragende/"

    second = click_twice(as_esra, address, f"{address}fragen/", networks=bochum.pk)

    assert second.url == address


def test_a_network_is_asked_no_longer_once(as_esra, page, asked):
    address = f"{page}mittragende/"

    assert click_twice(as_esra, address, f"{address}bochum/streichen/").url == address


@pytest.mark.parametrize("answer", ["", "nein/"])
def test_a_network_answers_once(client, page, asked, boris, answer):
    client.force_login(boris)
    address = f"{page}ansehen/"

    second = click_twice(client, address, f"{page}mittragen/bochum/{answer}")

    assert second.url == address


def test_the_office_vouches_once(client, page, draft, esra, gisela):
    write(draft, esra, is_for_all=True)
    client.force_login(gisela)
    address = f"{page}mittragende/"

    assert click_twice(client, address, f"{address}geschaeftsstelle/").url == address


def test_the_second_click_is_told_that_it_is_saved(as_esra, page, draft, esra):
    address = f"{page}veroeffentlichen/"
    click_twice(as_esra, address, sofort="1")

    told = as_esra.get(address).text
    assert "Diese Änderung ist bereits gespeichert." in told
    # Another tab that was opened before is told that it is late.
    publishing.withdraw(draft, by=esra)
    form = held(as_esra.get(address)) | {"sofort": "1"}
    release(draft, esra)
    assert as_esra.post(address, form).status_code == 409
