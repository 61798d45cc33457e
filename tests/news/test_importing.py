"""Posts of an old website come over with pictures, times and addresses, or none."""

import re
from datetime import UTC, datetime, timedelta
from html import escape
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alliance.models import JournalEntry
from alliance.terminal import PlainError
from news import markup, wxr
from news.importing import Order, import_posts
from news.models import OldAddress, Picture, Post
from news.old_posts import first_sentences
from news.states import PostState
from tests.factories import OldAddressFactory, PostFactory
from tests.images import image_file
from tests.mirror.rows import all_rows

OLD = "https://alt.example"
SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "excerpt": "http://wordpress.org/export/1.2/excerpt/",
        "wp": "http://wordpress.org/export/1.2/",
    }.items()
)
WHEN = "Mon, 05 Oct 2020 10:00:00 +0200"


def feed(*items, head='<?xml version="1.0" encoding="UTF-8"?>'):
    told = "\n".join(items)
    text = f'{head}\n<rss version="2.0" {SPACES}><channel>\n{told}</channel></rss>'
    return text.encode()


def element(name, text):
    return f"<{name}>{text}</{name}>"


def article(number=1, body="<p>Ein Text.</p>", **told):
    """An item of RSS; what is ``None`` is not told."""
    names = {"encoded": "content:encoded"}
    values = {
        "title": f"Meldung {number}",
        "link": f"{OLD}/meldung_{number}.html",
        "guid": f"{OLD}/guid/{number}",
        "pubDate": WHEN,
        "encoded": escape(body),
    } | told
    lines = [
        element(names.get(name, name), text)
        for name, text in values.items()
        if text is not None
    ]
    return element("item", "".join(lines))


def entry(number=1, body="Ein Text.", *, meta=(), **told):
    """An item of a WordPress."""
    values = {
        "title": f"Meldung {number}",
        "link": f"{OLD}/2020/10/meldung-{number}/",
        "guid": f"{OLD}/?p={number}",
        "pubDate": WHEN,
        "content:encoded": f"<![CDATA[{body}]]>",
        "wp:post_id": number,
        "wp:post_type": "post",
        "wp:status": "publish",
        "wp:post_name": f"meldung-{number}",
    } | {name.replace("__", ":"): text for name, text in told.items()}
    pairs = (
        element("wp:meta_key", key) + element("wp:meta_value", value)
        for key, value in meta
    )
    lines = [element(name, text) for name, text in values.items() if text is not None]
    return element(
        "item", "".join([*lines, *(element("wp:postmeta", p) for p in pairs)])
    )


def attachment(number, file, **told):
    address = f"{OLD}/wp-content/uploads/2020/10/{file}"
    kind = {"wp__post_type": "attachment", "wp__status": "inherit"}
    return entry(number, "", wp__attachment_url=address, **kind, **told)


def take(content, **order):
    return import_posts(content, Order(**order), by=None)


@pytest.fixture
def folder(media, tmp_path):
    """Pictures of the old website, and one that lies outside."""
    folder = tmp_path / "uploads"
    (folder / "2020/10").mkdir(parents=True)
    (folder / "2021").mkdir()
    for name, width in {
        "2020/10/messe.jpg": 400,
        "2020/10/gleich.png": 300,
        "2021/gleich.png": 500,
        "Bündnis Ruhr.PNG": 320,
        "klein-300x200.png": 310,
    }.items():
        (folder / name).write_bytes(image_file(size=(width, 200)))
    (folder / "kaputt.jpg").write_bytes(image_file("JPEG")[:300])
    (folder / "zeichnung.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "geheim.png").write_bytes(image_file())
    (folder / "link.png").symlink_to(tmp_path / "geheim.png")
    (tmp_path / "daneben").mkdir()
    (tmp_path / "daneben/weit.png").write_bytes(image_file())
    (folder / "ordner").symlink_to(tmp_path / "daneben")
    return folder


def stored():
    try:
        return default_storage.listdir("news")[1]
    except FileNotFoundError:
        return []


def sentences(remarks):
    return [remark.sentence for remark in remarks]


# What comes over


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


# Times


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("Mon, 05 Oct 2020 10:00:00 +0200", "2020-10-05T08:00"),
        ("Mon, 05 Oct 2020 10:00:00 GMT", "2020-10-05T10:00"),
        ("Mon, 05 Oct 2020 10:00:00 -0000", "2020-10-05T10:00"),
        ("Mon, 05 Oct 2020 10:00:00 MESZ", "2020-10-05T08:00"),
        ("Mon, 05 Oct 2020 10:00:00 -0500", "2020-10-05T15:00"),
        ("Mon, 05 Oct 2020 10:00:00", "2020-10-05T08:00"),
        ("5 Dec 2020 10:00:00", "2020-12-05T09:00"),
    ],
)
def test_the_time_of_a_feed_keeps_its_zone(db, told, at):
    take(feed(article(pubDate=told)))

    assert f"{Post.objects.get().release_at:%Y-%m-%dT%H:%M}" == at


@pytest.mark.parametrize(
    ("local", "at"),
    [
        ("2020-07-01 10:00:00", "2020-07-01T08:00"),
        ("2020-12-01 10:00:00", "2020-12-01T09:00"),
        ("2021-03-28 02:30:00", "2021-03-28T01:30"),  # a time that there was not
        ("2021-10-31 02:30:00", "2021-10-31T00:30"),  # one that there was twice
        ("2021-10-31 03:30:00", "2021-10-31T02:30"),
    ],
)
def test_a_time_without_a_zone_is_that_of_the_ruhr(db, local, at):
    take(feed(entry(pubDate="Mon, 30 Nov -0001 00:00:00 +0000", wp__post_date=local)))

    assert f"{Post.objects.get().release_at:%Y-%m-%dT%H:%M}" == at


def test_what_is_to_come_is_scheduled(db):
    soon = timezone.now() + timedelta(days=9)

    take(
        feed(entry(pubDate=f"{soon:%a, %d %b %Y %H:%M:%S} +0000", wp__status="future"))
    )

    assert list(Post.objects.scheduled()) == [Post.objects.get()]
    assert not Post.objects.get().is_noticed


def test_the_older_ones_come_first(db):
    items = [
        article(1),
        article(2),
        article(3, pubDate="Fri, 01 May 2020 10:00:00 GMT"),
    ]

    take(feed(*items))

    assert [one.title for one in Post.objects.newest_first()] == [
        *("Meldung 1", "Meldung 2", "Meldung 3")
    ]


# What does not go online


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


# Once, and all or nothing


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


# Addresses


@pytest.mark.parametrize(
    ("link", "slug"),
    [
        ("/2020/10/die-messe/", "die-messe"),
        ("/die-messe", "die-messe"),
        ("/Event_Re_2023.html", "meldung-1"),
        ("/?p=12", "meldung-1"),
        ("/archiv/", "meldung-1"),
        ("/vergeben/", "meldung-1"),
        ("/2020/", "meldung-1"),
        ("/b%C3%BCndnis/", "meldung-1"),
        (f"/{'a' * 81}/", "meldung-1"),
        ("", "meldung-1"),
    ],
)
def test_an_old_slug_stays_where_it_fits_and_is_free(db, client, link, slug):
    PostFactory(slug="vergeben", title="Eine")

    take(feed(article(link=f"{OLD}{link}")))

    post = Post.objects.get(title="Meldung 1")
    assert post.slug == slug
    if link:
        assert client.get(link).url == f"/aktuelles/{slug}/"


def test_where_the_portal_has_a_page_no_old_address_is_needed(db):
    report = take(
        feed(
            article(1, link=f"{OLD}/aktuelles/meldung-1/"),
            article(2, link=f"{OLD}/partner/"),
        )
    )

    assert not OldAddress.objects.exists()
    assert len(report.new) == 2
    assert sentences(report.notices) == [
        "Die alte Adresse /partner leitet nicht weiter: Unter dieser Adresse hat das "
        "Portal eine Seite."
    ]


def test_what_the_office_has_entered_stays(db, client):
    OldAddressFactory(old="/meldung_1.html", new="/partner/")
    OldAddressFactory(old="/anders.html", new="/meldung_2.html")

    report = take(feed(article(1), article(2)))

    assert client.get("/meldung_1.html").url == "/partner/"
    assert OldAddress.objects.count() == 2
    assert len(report.notices) == 2


# Pictures


def test_pictures_stand_in_the_text_with_words_and_credit(db, folder, client):
    body = (
        "<p>Davor.</p><figure><img src='https://cdn.example/2020/10/MESSE-300x200.jpg'"
        " alt='Ein [Stand]'><figcaption>Viel los. Foto: Max „M“ Muster</figcaption>"
        "</figure><p>Danach.</p>"
    )

    report = take(feed(article(1, body)), pictures=folder)

    post, picture = Post.objects.get(), Picture.objects.get()
    shown = f'![Ein (Stand)](bild:{picture.pk} "Max „M“ Muster")'
    assert post.body == f"Davor.\n\n{shown}\n\nViel los.\n\nDanach."
    assert report.notices == []
    assert picture.width == 400
    assert picture.name.endswith(".webp")
    assert "<figcaption>Bild: Max „M“ Muster</figcaption>" in post.html
    assert f"bild/{picture.pk}/" in client.get(post.get_absolute_url()).text


@pytest.mark.parametrize(
    ("source", "width"),
    [
        ("/uploads/2020/10/gleich.png", 300),
        ("/uploads/2021/gleich-1024x300.png", 500),
        ("B%C3%BCndnis%20Ruhr.png", 320),
        ("bu\u0308ndnis ruhr.png", 320),
        ("klein-300x200.png", 310),
        ("messe.jpg?w=300#x", 400),
        ("..\\..\\messe.jpg", 400),
    ],
)
def test_a_picture_is_found_by_its_name(db, folder, source, width):
    take(feed(article(1, f'<p>T.</p><img src="{source}" alt="A">')), pictures=folder)

    assert Picture.objects.get().width == width


@pytest.mark.parametrize(
    "source",
    [
        *("fehlt.jpg", "../geheim.png", "/etc/passwd", "..%2fgeheim.png", "link.png"),
        *(
            "ordner/weit.png",
            "file:///etc/passwd",
            "data:image/png;base64,AA",
            "",
            "..",
        ),
        *("kaputt.jpg", "zeichnung.svg", "https://[", "2020"),
    ],
)
def test_a_picture_that_is_not_there_is_told_and_left_out(db, folder, source):
    body = f'<p>Davor.</p><img src="{source}" alt="Alt"><p>Danach.</p>'

    report = take(feed(article(1, body)), pictures=folder)

    assert Post.objects.get().body == "Davor.\n\nDanach."
    assert len(report.notices) == 1
    assert (Picture.objects.count(), stored()) == (0, [])


def test_a_picture_without_words_gets_plain_ones_and_that_is_told(db, folder):
    report = take(feed(article(1, "<p>T.</p><img src=messe.jpg>")), pictures=folder)

    assert "![Bild zur Meldung](bild:" in Post.objects.get().body
    assert sentences(report.notices) == [
        "Ein Bild hat keine Beschreibung. Bitte ergänzen Sie sie."
    ]


def test_the_featured_picture_stands_above_and_once(db, folder):
    alternative = [("_wp_attachment_image_alt", "Der Stand")]
    items = [
        attachment(9, "messe.jpg", meta=alternative, excerpt__encoded="(Foto: Max)"),
        entry(1, "<img src='x/messe-300x200.jpg'>T.", meta=[("_thumbnail_id", "9")]),
    ]

    take(feed(*items), pictures=folder)

    post = Post.objects.get()
    assert (post.picture, post.body) == (Picture.objects.get(), "T.")
    assert (post.picture_alt, post.picture_credit) == ("Der Stand", "Max")


def test_pictures_of_wordpress_are_known_by_number_caption_and_gallery(db, folder):
    body = (
        '[caption id="x" width="300"]<img class="wp-image-9" src="weg.jpg"> Der Stand'
        '[/caption]\n\n[gallery ids="9,8"]'
    )

    take(feed(attachment(9, "messe.jpg"), entry(1, f"T.\n\n{body}")), pictures=folder)

    first, second = Picture.objects.all()
    assert Post.objects.get().body == (
        f"T.\n\n![Der Stand](bild:{first.pk})\n\nDer Stand\n\n"
        f"![Bild zur Meldung](bild:{second.pk})"
    )


def test_a_feed_brings_its_picture_along(db, folder):
    body = escape("<p>T.</p>")
    enclosure = f'<enclosure url="{OLD}/messe.jpg" type="image/jpeg" length="1"/>'
    item = article(1).replace("</item>", f"{enclosure}</item>")

    take(feed(item, article(2, body)), pictures=folder)

    assert Post.objects.get(title="Meldung 1").picture == Picture.objects.get()


def test_a_post_takes_twenty_pictures(db, folder):
    body = "<p>T.</p>" + '<img src="messe.jpg" alt="A">' * 21

    report = take(feed(article(1, body)), pictures=folder)

    assert Picture.objects.count() == 20
    assert len(report.notices) == 1


# Files that are none


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REMOTE = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">'


@pytest.mark.parametrize(
    "content",
    [
        *(feed(article(title="&x;"), head=head) for head in (BOMB, OUTSIDE, REMOTE)),
        feed(article(title="&nbsp;")),
        feed(article())[:-9],
        *(b"", b"Hallo", b"<html/>", b"<feed xmlns='http://www.w3.org/2005/Atom'/>"),
        b"<rss/>",
        b'<?xml version="1.0" encoding="unbekannt"?><rss><channel/></rss>',
        b'<?xml version="1.0" encoding="shift_jis"?><rss><channel/></rss>',
        b"\xff\xfe<\x00",
        b"\x89PNG\r\n\x1a\n",
        feed(*["<item/>"] * 5001),
        b"x" * 50_000_001,
    ],
)
def test_what_is_no_feed_is_refused_with_a_sentence(db, content):
    with pytest.raises(wxr.FileError) as refusal:
        take(content)

    assert str(refusal.value).endswith(".")
    assert "passwd" not in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_umlauts_come_in_every_encoding(db, encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    content = feed(article(title="Bündnis für Köln"), head=head).decode()

    take(content.encode(encoding))

    assert Post.objects.get().title == "Bündnis für Köln"


def test_control_characters_are_taken_out(db):
    title = "Ein\x0b Ti\x01tel&#11;&#x1F;&#xFFFF;&#0;&#228;"

    take(feed(article(title=title)))

    assert Post.objects.get().title == "Ein Titelä"


class ImportedTextTest(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60), st.text(max_size=60), st.booleans())
    def test_what_comes_over_passes_the_rules_of_posts(self, title, body, is_entry):
        make = entry if is_entry else article
        text = "".join(sign for sign in body if sign not in "[]").replace("<", "&lt;")
        told = make(1, f"<p>Er sagt: {text}</p>", title=escape(f"T {title}"))

        report = take(feed(told.encode(errors="replace").decode()))

        assert report.problems == []
        post = Post.objects.get()
        assert post.html == markup.html(post.body, {})
        assert post.title.startswith("T")
        assert set(re.findall(r"<(\w+)", post.html)) <= {"p", "br"}
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\ue000-\ue00f]", post.html + post.title
        )


# The command


def run(tmp_path, content, *options):
    path = tmp_path / "alt.xml"
    path.write_bytes(content)
    said, complained = StringIO(), StringIO()
    out = {"stdout": said, "stderr": complained}
    try:
        call_command("import_posts", path, *options, **out)
    except PlainError as error:
        return said.getvalue(), f"{complained.getvalue()}{error}"
    return said.getvalue(), ""


def test_the_command_says_what_it_did(essen, folder, tmp_path):
    content = feed(
        entry(1, "T.<img src='fehlt.png' alt='A'>"), entry(2, wp__status="trash")
    )

    said, wrong = run(
        tmp_path, content, "--pictures", str(folder), "--network", "essen"
    )

    assert said.splitlines() == [
        "Hinweis: Zeile 3, „Meldung 1“: Das Bild „fehlt.png“ ist nicht im Ordner.",
        "Nicht übernommen: 1 × trash",
        "1 neu (davon 0 Entwürfe), 0 schon da, 0 fehlerhaft, 0 Bilder, 2 alte Adressen",
    ]
    assert wrong == ""
    assert Post.objects.get().network == essen


def test_the_command_names_the_mistakes_and_fails(db, tmp_path):
    _said, wrong = run(tmp_path, feed(article(title="")))

    assert "Fehler: Zeile 3, „ohne Titel“: Sie hat keinen Titel." in wrong
    assert "Es wurde nichts gespeichert." in wrong


def test_a_dry_run_of_the_command_says_that_it_was_one(db, tmp_path):
    said, _wrong = run(tmp_path, feed(article()), "--dry-run")

    assert "Probelauf: Es wurde nichts gespeichert." in said
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "options", [["--network", "mars"], ["--pictures", "/gibt-es-nicht"]]
)
def test_the_command_refuses_what_it_does_not_know(essen, tmp_path, options):
    _said, wrong = run(tmp_path, feed(article()), *options)

    assert "gibt es nicht" in wrong
    assert not Post.objects.exists()


def test_the_command_refuses_what_is_no_file(db, tmp_path):
    for path in (tmp_path / "fehlt.xml", tmp_path):
        with pytest.raises(PlainError):
            call_command("import_posts", path)
