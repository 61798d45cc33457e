"""The words of a post in pages, feeds, letters and machine-readable facts."""

import html
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from alliance.models import Mail
from members.validators import clean_line
from networks.models import Network
from news import cosigning
from news.models import Picture
from tests.images import image_file, store
from tests.news.conftest import release, write

HOST = "http://127.0.0.1:8000"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
NAMES = {
    "atom": (f"{ATOM}title", f"{ATOM}summary", f"{ATOM}content"),
    "rss": ("title", "description", f"{CONTENT}encoded"),
}
WORDS = [
    "</title><x-probe>",
    '"><x-probe onclick="alert(1)">',
    "'><x-probe>",
    "</script><script>alert(1)</script><x-probe>",
    "<!--<script><x-probe>",
    "]]><x-probe>",
    "{{ 7*7 }}{% load x %}${7*7}",
    "%(name)s %s %d 100 %",
    "{name} {0.__class__}",
    "Gruß\r\nBcc: evil@example.org\r\n\r\nText",
    "Gruß\u2028Bcc: evil@example.org",
    "&lt;b&gt; &amp; & ü",
    "\u202egpj.exe \u200b\ufeff",
    "🙂 \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301",
    "\ue0000\ue000",
    "javascript:alert(1)",
]


class Page(HTMLParser):
    """Its elements, its first heading, and what it tells machines."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.heading, self.facts, self._in = [], "", "", ""
        self.attributes = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _value in attrs]
        self._in = "facts" if ("type", "application/ld+json") in attrs else tag

    def handle_endtag(self, tag):
        self._in = ""

    def handle_data(self, data):
        if self._in == "h1":
            self.heading += data
        if self._in == "facts":
            self.facts += data


@pytest.fixture(params=WORDS, ids=range(len(WORDS)))
def words(request):
    return request.param


@pytest.fixture
def told(words, draft, esra, media):
    """A post that is online, with these words wherever it has any."""
    store(image_file("WEBP"), "news/saal.webp")
    picture = Picture.objects.create(post=draft, file="news/saal.webp")
    line = f'![{words}](bild:{picture.pk} "{words}")\n\n{words}'
    named = {"picture_alt": words, "picture_credit": words}
    content = {"title": f"A {words}", "teaser": words, "body": line}
    return release(write(draft, esra, picture=picture.pk, **content, **named), esra)


def is_clean(text):
    page = Page(text)
    return not {"x-probe", "b"} & {*page.tags} and not any(
        name.startswith("on") for name in page.attributes
    )


def test_pages_say_words_and_nothing_else(client, told, words):
    said = clean_line(f"A {words}")
    page = Page(client.get(told.get_absolute_url()).text)

    assert page.heading == said
    facts = json.loads(page.facts)["@graph"]
    assert said in [thing.get("headline") for thing in facts]
    for address in (
        *(told.get_absolute_url(), "/", "/aktuelles/", "/netzwerke/essen/"),
        *("/netzwerke/essen/aktuelles/", "/aktuelles/archiv/"),
    ):
        text = client.get(address).text
        assert is_clean(text)
    assert client.get(f"{told.get_absolute_url()}bild.png").status_code == 200


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds_say_words_and_nothing_else(client, told, words, form):
    root = ElementTree.fromstring(client.get(f"/aktuelles/feed.{form}").content)
    (item,) = [*root.iter(f"{ATOM}entry"), *root.iter("item")]
    title, summary, text = NAMES[form]

    assert item.findtext(title) == clean_line(f"A {words}")
    assert html.unescape(item.findtext(summary)) == clean_line(words)
    assert "<" not in item.findtext(summary)
    assert is_clean(item.findtext(text))


def test_the_json_feed_says_words_and_nothing_else(client, told, words):
    (item,) = client.get("/aktuelles/feed.json").json()["items"]

    assert item["title"] == clean_line(f"A {words}")
    assert item["summary"] == clean_line(words)
    assert is_clean(item["content_html"])


def test_pages_of_writers_say_words_and_nothing_else(client, told, words, esra):
    client.force_login(esra)
    base = f"/koordination/meldungen/{told.pk}/"
    for part in ("", "bilder/", "mittragende/", "veroeffentlichen/", "ansehen/"):
        response = client.get(base + part)
        assert response.status_code == 200
        assert is_clean(response.text)
    assert is_clean(client.get("/koordination/meldungen/").text)


@pytest.fixture
def asked(told, esra, bochum):
    (bearing,) = cosigning.ask(told, [bochum], by=esra)
    return bearing


def test_letters_have_one_subject_and_no_header_more(boris, asked, told, words):
    cosigning.agree(asked, seen=told.revision, by=boris)
    cosigning.refuse(asked, by=boris)

    letters = Mail.objects.filter(kind__startswith="post_")
    assert letters.count() == 3
    for letter in letters:
        assert not re.search("[\r\n\u2028]", letter.subject)
        assert clean_line(f"A {words}")[:80] in letter.subject
        assert f"„{clean_line(f'A {words}')}“" in letter.body
        assert not re.search("^bcc:", letter.body, re.IGNORECASE | re.MULTILINE)


def test_who_is_asked_reads_words_and_nothing_else(client, asked, told, boris):
    client.force_login(boris)
    base = f"/koordination/meldungen/{told.pk}/"
    for address in ("/koordination/", "/koordination/meldungen/", f"{base}ansehen/"):
        assert is_clean(client.get(address).text)

    page = client.post(f"{base}mittragen/bochum/nein/", follow=True)

    assert page.status_code == 200
    assert is_clean(page.text)


def test_each_letter_leads_to_a_page_that_its_reader_may_open(
    client, draft, esra, boris
):
    (bearing,) = cosigning.ask(draft, Network.objects.looked_after_by(boris), by=esra)
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    write(draft, esra, title="Anders")

    letters = Mail.objects.filter(kind__startswith="post_").order_by("pk")
    assert [one.kind for one in letters] == ["post_asked", "post_agreed", "post_asked"]
    for letter in letters:
        (path,) = re.findall(rf"{HOST}(/\S+)", letter.body.partition("--")[0])[:1]
        client.force_login(letter.person)
        assert client.get(path).status_code == 200


def test_in_feeds_all_of_our_addresses_are_whole(client, draft, esra):
    body = "[a](/mitmachen/) [b](/aktuelles/x/) [c](//c.example/) siehe /partner/ da"
    release(write(draft, esra, body=body), esra)

    (item,) = client.get("/aktuelles/feed.json").json()["items"]

    links = re.findall('href="([^"]+)"', item["content_html"])
    assert links == [f"{HOST}/mitmachen/", f"{HOST}/aktuelles/x/", "//c.example/"]
    assert "siehe /partner/ da" in item["content_html"]
