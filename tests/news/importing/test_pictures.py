"""Pictures come from a folder, each once, with words and credit."""

from html import escape

import pytest

from news.models import Picture, Post
from tests.news.importing.old_files import (
    OLD,
    article,
    attachment,
    entry,
    feed,
    sentences,
    stored,
    take,
)


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
