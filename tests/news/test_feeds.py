"""The three feeds, read by a library that is not ours."""

import json
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.utils import timezone

from news.models import Picture
from tests.images import image_file, store
from tests.news.conftest import online

ADDRESSES = ["/aktuelles/feed.{}", "/netzwerke/essen/aktuelles/feed.{}"]


@pytest.fixture
def author(essen, esra):
    return essen, esra


def entries(client, address):
    response = client.get(address)
    assert response.status_code == 200
    if address.endswith("json"):
        return json.loads(response.content)["items"]
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    return parsed.entries


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_a_feed_has_the_full_text_of_each_post(client, post, hidden, address, form):
    (entry,) = entries(client, address.format(form))

    text = entry["content_html"] if form == "json" else entry.content[-1].value
    assert "<strong>Text</strong>" in text
    assert entry["id"] == f"urn:uuid:{post.uid}"
    assert (entry["url"] if form == "json" else entry.link).endswith("/online/")


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ],
)
def test_times_are_exact_when_the_clocks_change(
    client, author, time_machine, form, moment
):
    time_machine.move_to(moment, tick=False)
    online(*author)

    (entry,) = entries(client, f"/aktuelles/feed.{form}")
    if form == "json":
        assert datetime.fromisoformat(entry["date_published"]) == moment
    else:
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == moment


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_what_xml_cannot_hold_is_left_out(client, esra, essen, form):
    post = online(essen, esra)
    type(post).objects.update(title="Eins\x01\ufffe & <zwei>", html="<p>a\x0bb</p>")

    (entry,) = entries(client, f"/aktuelles/feed.{form}")
    title = entry["title"].replace("&lt;", "<").replace("&gt;", ">")
    assert title.replace("&amp;", "&") in ("Eins & <zwei>", "Eins\x01\ufffe & <zwei>")


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_the_picture_above_the_text_has_its_words_and_credit(client, post, media, form):
    store(image_file("WEBP"), "news/saal.webp")
    post.picture = Picture.objects.create(post=post, file="news/saal.webp")
    post.picture_alt, post.picture_credit = "Ein Saal", "Ada"
    post.save()

    (entry,) = entries(client, f"/aktuelles/feed.{form}")

    text = entry["content_html"] if form == "json" else entry.content[-1].value
    assert 'alt="Ein Saal"' in text
    assert "<figcaption>Bild: Ada</figcaption>" in text


def test_a_feed_that_is_known_is_not_sent_again(client, post):
    first = client.get("/aktuelles/feed.atom")
    again = client.get("/aktuelles/feed.atom", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_a_feed_without_posts_stays_as_it_is(client, db, time_machine, form):
    first = client.get(f"/aktuelles/feed.{form}")
    time_machine.move_to(timezone.now() + timedelta(days=1))
    again = client.get(f"/aktuelles/feed.{form}")

    assert entries(client, f"/aktuelles/feed.{form}") == []
    assert first.content == again.content


# https://www.jsonfeed.org/version/1.1/: what each must and may have.
LISTS = {"items", "authors", "tags"}
FEED = {"version", "title", "items"}
MORE_OF_A_FEED = {"home_page_url", "feed_url", "description", "language", "authors"}
ITEM = {"id", "content_html"}
MORE_OF_AN_ITEM = {
    *("url", "title", "summary", "image", "authors", "tags", "language"),
    *("date_published", "date_modified"),
}


def test_json_feed_says_what_its_specification_names(client, post, bochum):
    feed = client.get("/aktuelles/feed.json").json()

    (item,) = feed["items"]
    for told, required, more in [
        (feed, FEED, MORE_OF_A_FEED),
        (item, ITEM, MORE_OF_AN_ITEM),
    ]:
        assert required <= told.keys() <= required | more
        for name, value in told.items():
            assert isinstance(value, list if name in LISTS else str), name
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [*feed["authors"][0]] == ["name", "url"]
    assert all(isinstance(tag, str) for tag in item["tags"])


def test_at_most_fifty_posts_are_sent(client, esra, essen):
    for number in range(52):
        online(essen, esra, title=f"Meldung {number}")

    assert len(entries(client, "/aktuelles/feed.rss")) == 50


def test_another_feed_there_is_not(client, db):
    assert client.get("/aktuelles/feed.xml").status_code == 404
    assert client.get("/netzwerke/nirgends/aktuelles/feed.rss").status_code == 404
