"""What is no feed is refused, and what is one is read in any encoding."""

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from news import markup, wxr
from news.models import Post
from tests.news.importing.old_files import article, entry, feed, take

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
