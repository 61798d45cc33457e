"""Files of an old website that are made to keep us busy."""

import time

import pytest

from news import wxr
from news.models import Post
from news.shortcodes import resolve
from tests.news.importing.old_files import article, entry, feed, take

MOST = 500_000
PIECES = [
    *(
        "[caption]<img>",
        "[caption",
        "[caption]<img",
        "[caption]<a ",
        "[caption][caption ",
    ),
    *("[gallery ", "[gallery ids=", "[gallery" + " ids=1" * 1000, "[embed]", "[embed "),
    *("[embed]http://a", "[vc_row", "[vc_row ", "[/caption]", "[caption]<img>a [b "),
    *("[caption]<img> ", "[caption]<img></a>", "[video]http://a [/embed]", "[button\n"),
]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece[:20])
def test_square_brackets_take_a_moment(piece):
    text = (piece * (MOST // len(piece) + 1))[:MOST]
    began = time.process_time()

    resolve(text, lambda _number: "")

    assert time.process_time() - began < 5


def test_a_gallery_shows_each_picture_once():
    html = resolve(f"[gallery ids='{'7, 8, ' * 5000}']", "https://a.example/{}".format)

    assert html.count("/7") == html.count("/8") == 1


def test_elements_that_never_end_are_refused(db):
    deep = "<a>" * 3_000_000

    with pytest.raises(wxr.FileError):
        take(feed(article(), deep))


@pytest.mark.parametrize(
    "body",
    [
        *("a" * 500_001, "<div>" * 100_000 + "a", '<img src="a.png">' * 29_000),
        *("[" * 500_000, "<b>a</b>" * 62_000, "a<br>" * 100_000, "_*" * 250_000),
        '<figure><img src="a.png"><figcaption>' + "(" * 400_000 + "</figure>",
        '<figure><img src="a.png"><figcaption>' + "Foto: a " * 50_000 + "</figure>",
    ],
    ids=lambda body: body[:40],
)
def test_a_long_text_takes_a_moment(db, body):
    began = time.process_time()

    take(feed(entry(1, body)))

    assert time.process_time() - began < 20


def test_a_picture_inside_the_text_is_not_counted_as_words(db):
    body = f'<p>Ein Text.</p><img src="data:image/png;base64,{"A" * 3_000_000}">'

    report = take(feed(article(1, body)))

    assert report.problems == []
    assert Post.objects.get().body == "Ein Text."
    assert all(len(str(remark)) < 200 for remark in report.notices)
