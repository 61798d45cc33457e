"""What the office reads of posts, and how it keeps the addresses of the old website."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from alliance.models import JournalEntry
from members import chronicle
from news.models import OldAddress, Post
from tests.factories import OldAddressFactory
from tests.mirror.rows import all_rows

POSTS = "/verwaltung/news/post/"
ADDRESSES = "/verwaltung/news/oldaddress/"
LIST = f"{ADDRESSES}liste/"


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


def verbs():
    entries = JournalEntry.objects.filter(verb__startswith="address.")
    return list(entries.order_by("pk").values_list("verb", flat=True))


def test_posts_are_read_alone(office, draft):
    before = all_rows()

    page = office.get(f"{POSTS}{draft.pk}/change/")
    changed = office.post(f"{POSTS}{draft.pk}/change/", {"title": "Fremd"})
    deleted = office.post(f"{POSTS}{draft.pk}/delete/", {"post": "yes"})
    added = office.post(f"{POSTS}add/", {"title": "Fremd"})

    assert "Der **Text**." in page.text
    assert "Auf der Website anzeigen" not in page.text
    assert 'name="_save"' not in page.text
    assert [one.status_code for one in (changed, deleted, added)] == [403] * 3
    assert all_rows() == before


def test_a_post_leads_to_where_it_is_written_and_read(office, post):
    page = office.get(f"{POSTS}{post.pk}/change/")

    ways = [way.address for way in page.context["ways"]]
    assert ways == [f"/koordination/meldungen/{post.pk}/", "/aktuelles/online/"]
    assert {office.get(way).status_code for way in ways} == {200}


@pytest.mark.parametrize(
    ("state", "number"),
    [("", 4), ("online", 1), ("geplant", 1), ("entwurf", 1), ("zurueckgezogen", 1)],
)
def test_posts_are_listed_by_how_they_stand(office, post, hidden, state, number):
    page = office.get(POSTS, {"stand": state} if state else {})

    assert len(page.context["cl"].result_list) == number


def test_posts_are_searched(office, post, hidden):
    page = office.get(POSTS, {"q": "Online"})

    assert list(page.context["cl"].result_list) == [post]


def test_a_post_without_a_title_has_a_name_to_open_it(office, draft):
    Post.objects.update(title="")

    assert "Eine Meldung ohne Titel" in office.get(POSTS).text


def test_an_address_is_added_changed_and_removed(office, client):
    form = {"old": "/Bündnis%20alt.html/", "new": "/aktuelles/"}
    office.post(f"{ADDRESSES}add/", form)
    row = OldAddress.objects.get()
    assert row.old == "/Bündnis alt.html"

    office.post(f"{ADDRESSES}{row.pk}/change/", form | {"new": "/partner/"})
    assert office.get("/B%C3%BCndnis%20alt.html").url == "/partner/"

    office.post(f"{ADDRESSES}{row.pk}/delete/", {"post": "yes"})
    assert office.get("/B%C3%BCndnis%20alt.html").status_code == 404
    assert verbs() == ["address.added", "address.changed", "address.removed"]


def test_several_addresses_are_removed_at_once(office):
    rows = OldAddressFactory.create_batch(3)
    form = {"action": "remove"}
    form["_selected_action"] = [row.pk for row in rows[:2]]

    office.post(ADDRESSES, form)

    assert OldAddress.objects.get() == rows[2]
    assert verbs() == ["address.removed"] * 2


@pytest.mark.parametrize(
    ("old", "new", "field", "sentence"),
    [
        ("/neu.html", "/neu.html", "new", "Sie würde zu sich selbst führen."),
        ("/neu.html", "/neu.html?x=1", "new", "Sie würde zu sich selbst führen."),
        ("/neu.html", "/alt.html", "new", "selbst eine alte Adresse"),
        ("/ziel.html", "/partner/", "old", "führt schon hierher"),
        ("/partner/", "/aktuelles/", "old", "hat das Portal eine Seite"),
        ("neu.html", "/aktuelles/", "old", "beginnt mit genau einem Schrägstrich"),
        ("/neu.html", "//evil.example/", "new", "beginnt mit genau einem Schrägstrich"),
        ("/neu.html", "/\\evil.example/", "new", "Das ist keine Adresse."),
        ("/alt.html", "/aktuelles/", "old", ""),
    ],
)
def test_loops_and_chains_are_refused_at_the_field(office, old, new, field, sentence):
    OldAddressFactory(old="/alt.html", new="/ziel.html")

    page = office.post(f"{ADDRESSES}add/", {"old": old, "new": new})

    assert page.status_code == 200
    assert sentence in " ".join(page.context["adminform"].form.errors[field])
    assert OldAddress.objects.count() == 1


def test_nor_does_a_change_make_a_chain(office):
    first = OldAddressFactory(old="/a.html", new="/aktuelles/")
    OldAddressFactory(old="/b.html", new="/partner/")

    for form in (
        {"old": "/a.html", "new": "/b.html"},
        {"old": "/a.html", "new": "/a.html"},
        {"old": "/partner", "new": "/aktuelles/"},
    ):
        page = office.post(f"{ADDRESSES}{first.pk}/change/", form)
        assert page.context["adminform"].form.errors
    first.refresh_from_db()
    assert (first.old, first.new) == ("/a.html", "/aktuelles/")


def test_an_address_may_be_saved_as_it_is(office):
    row = OldAddressFactory(old="/a.html", new="/aktuelles/")

    form = {"old": "/a.html", "new": "/aktuelles/"}
    assert office.post(f"{ADDRESSES}{row.pk}/change/", form).status_code == 302


def test_the_list_is_named_where_the_addresses_are(office):
    assert f'href="{LIST}"' in office.get(ADDRESSES).text


def test_a_list_is_pasted(office):
    page = office.post(LIST, {"lines": "/a.html;/aktuelles/\n/b.html;/partner/"})

    assert page.url == ADDRESSES
    assert "2 alte Adressen sind neu" in office.get(ADDRESSES).text
    assert office.get("/b.html").url == "/partner/"
    assert verbs() == ["address.list_read"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_comes_as_a_file(office, encoding):
    content = "alt;neu\r\n/Bündnis.html;/aktuelles/\r\n".encode(encoding)

    office.post(LIST, {"file": SimpleUploadedFile("liste.csv", content)})

    assert OldAddress.objects.get().old == "/Bündnis.html"


def test_a_list_with_mistakes_is_told_line_by_line_and_not_taken(office):
    text = "/gut.html;/aktuelles/\n/a.html\n/b.html;/b.html\n"

    page = office.post(LIST, {"lines": text})

    assert page.status_code == 422
    assert page.context["form"].errors["lines"] == [
        "Zeile 2: Eine Zeile hat zwei Angaben: alt;neu.",
        "Zeile 3: Sie würde zu sich selbst führen.",
    ]
    assert text in page.text
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "lines"),
        ({"lines": "  \n "}, "lines"),
        ({"lines": "x\n" * 200}, "lines"),
        ({"lines": "/a;/b\n" * 10_001}, "lines"),
        ({"file": SimpleUploadedFile("liste.csv", b"x" * 2_000_001)}, "file"),
        ({"file": SimpleUploadedFile("liste.csv", b"")}, "file"),
        ({"file": SimpleUploadedFile("liste.xlsx", b"PK\x03\x04\x00\xff")}, "file"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(office, form, field):
    page = office.post(LIST, form)

    assert page.status_code == 422
    assert 0 < len(page.context["form"].errors[field]) <= 52
    assert not OldAddress.objects.exists()


def verbs_in_the_code():
    modules = Path(settings.BASE_DIR, "news").rglob("*.py")
    said = re.compile(r'"((?:post|address)\.[a-z_]+)"')
    return {verb for module in modules for verb in said.findall(module.read_text())}


def test_the_journal_has_words_for_all_that_happens_to_posts():
    verbs = verbs_in_the_code()

    assert "post.released" in verbs
    assert not verbs - chronicle.SENTENCES.keys()


def test_the_office_finds_posts_and_old_addresses_under_news(office):
    page = office.get("/verwaltung/").text

    news = page.rsplit(">Aktuelles<", 1)[1].split(">Texte<")[0]
    assert POSTS in news
    assert ADDRESSES in news
