"""Posts of an old website come over, once and all of them, or none."""

from datetime import UTC, datetime

import pytest

from alliance.models import JournalEntry
from news.models import OldAddress, Post
from news.old_posts import first_sentences
from news.states import PostState
from tests.mirror.rows import all_rows
from tests.news.importing.old_files import (
    OLD,
    article,
    entry,
    feed,
    sentences,
    stored,
    take,
)


def test_a_feed_comes_over(db, client):
    body = "<p>Die <b>Messe</b> &amp; mehr. Um 9 Uhr.</p><ul><li>Ä</li></ul>"
    item = article(1, body, title="Große Messe &amp; mehr", description="Der Vorspann.")

    report = take(feed(item))

    post = Post.objects.get()
    assert (post.title, post.teaser) == ("Große Messe & mehr", "Der Vorspann.")
    assert post.body == "Die **Messe** & mehr. Um 9 Uhr.\n\n- Ä"
    assert post.state == PostState.RELEASED
    assert post.first_released_at == post.release_at == post.changed_at
    assert post.release_at == datetime(2020, 10, 5, 8, tzinfo=UTC)
    assert (post.network, post.is_for_all, post.is_noticed) == (None, True, True)
    assert report.new == ["Große Messe & mehr"]
    page = client.get(post.get_absolute_url())
    assert "<li>Ä</li>" in page.text
    assert client.get("/meldung_1.html").url == "/aktuelles/grosse-messe-und-mehr/"


def test_an_export_of_wordpress_comes_over(db, client):
    body = "Eins\r\nzwei\n\n<!--more-->[vc_row]<strong>Drei</strong>[/vc_row] [sic]"
    item = entry(7, body, excerpt__encoded="<![CDATA[Der <b>Vorspann</b>. […]]]>")

    take(feed(item))

    post = Post.objects.get()
    assert post.body == "Eins\nzwei\n\n**Drei** \\[sic\\]"
    assert post.teaser == "Der Vorspann."
    assert post.slug == "meldung-7"
    assert client.get("/2020/10/meldung-7/").url == "/aktuelles/meldung-7/"
    assert client.get("/?p=7").url == "/aktuelles/meldung-7/"


def test_they_may_be_a_networks(essen):
    take(feed(article()), network=essen)

    post = Post.objects.public().get()
    assert (post.network, post.is_for_all) == (essen, False)
    assert post.bearings.agreed().get().network == essen


def test_the_journal_has_each_of_them(db):
    take(feed(article(1), article(2)))

    entries = JournalEntry.objects.filter(verb="post.imported")
    assert {one.subject for one in entries} == {one.pk for one in Post.objects.all()}
    assert {one.capacity for one in entries} == {"portal"}


def test_without_an_excerpt_the_first_sentences_are_the_teaser(db):
    text = "Das ist der erste Satz. Und das ist der zweite! " * 10

    take(feed(article(1, f"<h2>Kopf</h2><p>{text}</p>", description=None)))

    teaser = Post.objects.get().teaser
    assert teaser.startswith("Kopf Das ist der erste Satz.")
    assert teaser.endswith((".", "!"))
    assert len(teaser) <= 300


@pytest.mark.parametrize("text", ["", "Kurz", "Wort " * 200, "x" * 5000, "A. " * 900])
def test_a_teaser_is_never_too_long(text):
    assert len(first_sentences(text.strip())) <= 300


@pytest.mark.parametrize("status", ["draft", "private", "pending"])
def test_what_was_no_public_post_is_a_draft(db, status):
    report = take(feed(entry(wp__status=status, pubDate="")))

    post = Post.objects.get()
    assert (post.state, post.slug, post.release_at) == (PostState.DRAFT, None, None)
    assert report.drafts == 1
    assert not OldAddress.objects.exists()


def test_what_had_a_password_is_a_draft(db):
    report = take(feed(entry(wp__post_password="geheim")))

    assert Post.objects.get().state == PostState.DRAFT
    assert sentences(report.notices) == [
        "Sie hatte ein Passwort und ist deshalb ein Entwurf."
    ]


def test_pages_revisions_and_waste_are_counted_and_left_out(db):
    kinds = [{"wp__status": "trash"}, {"wp__post_type": "page"}]
    kinds += [{"wp__post_type": "revision"}] * 2 + [{"wp__status": "auto-draft"}]

    report = take(feed(*(entry(n, **kind) for n, kind in enumerate(kinds))))

    assert not Post.objects.exists()
    assert report.left_out == {"trash": 1, "page": 1, "revision": 2, "auto-draft": 1}


def test_twice_is_once(db, folder):
    body = '<p>Text.</p><img src="/messe.jpg" alt="Messe">'
    content = feed(entry(1, body), entry(2, wp__status="draft"))
    take(content, pictures=folder)
    before, files = all_rows(), stored()

    report = take(content, pictures=folder)

    assert (report.known, report.new) == (2, [])
    assert (all_rows(), stored()) == (before, files)


def test_what_came_while_pictures_were_drawn_does_not_come_again(db, folder):
    content = feed(article(1), article(2, '<p>T.</p><img src="messe.jpg" alt="A">'))

    class Slow(type(folder)):
        """Somebody else imports the same while the folder is looked through."""

        def __fspath__(self):
            take(feed(article(1)))
            return str(folder)

    report = take(content, pictures=Slow(folder))

    assert (report.known, report.new) == (1, ["Meldung 2"])
    assert Post.objects.count() == 2


def test_what_is_new_in_a_later_file_comes_alone(db):
    take(feed(article(1)))

    report = take(feed(article(1, title="Geändert"), article(2)))

    assert (report.known, report.new) == (1, ["Meldung 2"])
    assert Post.objects.filter(title="Meldung 1").exists()


def test_a_dry_run_writes_nothing(db, folder):
    before = all_rows()

    content = feed(article(1, '<p>Text.</p><img src="messe.jpg" alt="Messe">'))
    report = take(content, pictures=folder, is_dry_run=True)

    assert (report.new, report.pictures, report.addresses) == (["Meldung 1"], 1, 1)
    assert (all_rows(), stored()) == (before, [])


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"title": None}, "Sie hat keinen Titel."),
        ({"title": " \u200b "}, "Sie hat keinen Titel."),
        ({"title": "x" * 141}, "„Titel“ ist zu lang (höchstens 140 Zeichen)."),
        ({"body": "x" * 50_001}, "„Text“ ist zu lang (höchstens 50.000 Zeichen)."),
        ({"body": "<script>x</script>"}, "Bitte schreiben Sie den Text."),
        ({"pubDate": "gestern"}, "Wann sie erschienen ist, steht nicht in der Datei."),
        ({"pubDate": None}, "Wann sie erschienen ist, steht nicht in der Datei."),
        ({"guid": None, "link": None}, "Sie hat weder eine guid noch einen Link."),
        (
            {"guid": f"{OLD}/guid/1"},
            "Sie steht zweimal in der Datei, zuerst in Zeile 3.",
        ),
    ],
)
def test_one_mistake_and_nothing_is_written(db, folder, told, sentence):
    good = article(1, '<p>Text.</p><img src="messe.jpg" alt="Messe">')
    before = all_rows()

    report = take(feed(good, article(2, **told)), pictures=folder)

    assert sentences(report.problems) == [sentence]
    assert report.problems[0].line == 4
    assert (all_rows(), stored()) == (before, [])


def test_what_breaks_in_the_middle_leaves_no_file(db, folder, monkeypatch):
    def break_off(*_rows, **_options):
        raise RuntimeError

    monkeypatch.setattr("news.redirects.add", break_off)

    with pytest.raises(RuntimeError):
        take(
            feed(article(1, '<p>T.</p><img src="messe.jpg" alt="M">')), pictures=folder
        )
    assert (Post.objects.count(), stored()) == (0, [])
