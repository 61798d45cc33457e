"""What visitors read: lists, the archive, a post, and what machines find in it."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from networks.models import Network
from news import cosigning, publishing
from news.models import Picture, Post
from tests.factories import listed
from tests.images import image_file, store
from tests.news.conftest import online, release, write

HOST = "http://127.0.0.1:8000"


def told(page):
    """The news article that the page tells machines about."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page)
    things = json.loads(block)["@graph"]
    return next(thing for thing in things if thing["@type"] == "NewsArticle")


@pytest.fixture
def many(esra, essen):
    """Two pages of posts and one more, a day apart."""
    now = timezone.now()
    for number in range(25):
        post = online(essen, esra, title=f"Meldung {number}")
        at = now - timedelta(days=25 - number)
        Post.objects.filter(pk=post.pk).update(release_at=at, first_released_at=at)


@pytest.fixture
def pictured(esra, essen, media):
    """A draft with a picture above its text."""
    post = publishing.begin(essen, by=esra)
    store(image_file("WEBP"), "news/saal.webp")
    picture = Picture.objects.create(post=post, file="news/saal.webp")
    words = {"picture_alt": "Ein Saal", "picture_credit": "Ada"}
    return write(post, esra, picture=picture.pk, **words)


def test_without_news_a_page_says_what_will_be_there(client, essen):
    for address in ("/aktuelles/", "/netzwerke/essen/aktuelles/"):
        assert "Noch keine Meldung" in client.get(address).text
    page = client.get("/aktuelles/archiv/").text
    assert "Sobald etwas veröffentlicht ist, steht es hier." in page


def test_each_page_of_the_list_leads_to_the_others(client, many):
    first = client.get("/aktuelles/").text
    second = client.get("/aktuelles/?seite=2").text

    assert f'<link rel="canonical" href="{HOST}/aktuelles/">' in first
    assert 'href="?seite=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert f'<link rel="canonical" href="{HOST}/aktuelles/?seite=2">' in second
    assert 'href="?seite=1" rel="prev"' in second
    assert 'href="?seite=3" rel="next"' in second
    assert "Aktuelles, Seite 2" in second


def test_a_network_has_a_list_of_what_it_bears(client, post, boris, bochum):
    online(bochum, boris, title="Aus Bochum")

    page = client.get("/netzwerke/essen/aktuelles/").text

    assert ">Online</a>" in page
    assert "Aus Bochum" not in page


def test_pages_of_a_network_name_its_feeds_and_those_of_all(client, post):
    for address in ("/netzwerke/essen/", "/netzwerke/essen/aktuelles/"):
        page = client.get(address).text
        feeds = re.findall(r'<link rel="alternate"[^>]+href="([^"]+)"', page)
        assert feeds == [
            f"{path}/feed.{form}"
            for path in ("/aktuelles", "/netzwerke/essen/aktuelles")
            for form in ("atom", "rss", "json")
        ]


def test_the_archive_counts_by_months_of_our_clocks(client, esra, essen, time_machine):
    # Half an hour into the new year here, the old one by Greenwich.
    time_machine.move_to(datetime.fromisoformat("2025-12-31T23:30:00+00:00"))
    online(essen, esra, title="Prosit")

    page = client.get("/aktuelles/archiv/").text

    assert re.search(r"archiv/2026/1/\">Januar 2026</a>.*Eine Meldung", page)
    for address in ("2026/", "2026/1/"):
        assert "Prosit" in client.get(f"/aktuelles/archiv/{address}").text
    for address in ("2025/", "2025/12/", "2026/2/", "2026/13/", "2026/0/", "0/"):
        assert client.get(f"/aktuelles/archiv/{address}").status_code == 404


def test_a_post_says_for_whom_it_speaks_and_who_wrote_it(client, post):
    page = client.get(post.get_absolute_url()).text

    assert '<a href="/netzwerke/essen/">Netzwerk Essen</a>' in page
    assert "Geschrieben von: Netzwerk Essen" in page
    assert "Das ganze Bündnis" not in page


def test_a_post_for_all_names_those_who_bear_it(client, draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    write(draft, esra, is_for_all=True)
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    release(draft, esra)

    page = client.get("/aktuelles/ein-titel/").text

    assert "Das ganze Bündnis" in page
    assert "Geschrieben von: Netzwerk Essen · Getragen von: Netzwerk Bochum" in page


def test_its_day_is_that_of_our_clocks(client, esra, essen, time_machine):
    time_machine.move_to(datetime.fromisoformat("2026-03-31T22:30:00.123456+00:00"))
    post = online(essen, esra)

    for address in ("/aktuelles/", post.get_absolute_url()):
        page = client.get(address).text
        assert '<time datetime="2026-04-01">1. April 2026</time>' in page


def test_a_post_of_the_office_is_that_of_the_alliance(client, gisela):
    post = online(None, gisela, title="Für alle")

    page = client.get(post.get_absolute_url()).text

    assert "Das ganze Bündnis" in page
    assert "Geschrieben von der Geschäftsstelle" in page


def test_a_post_of_the_office_names_the_networks_that_bear_it(
    client, gisela, boris, bochum
):
    post = write(publishing.begin(None, by=gisela), gisela)
    (bearing,) = cosigning.ask(post, [bochum], by=gisela)
    cosigning.agree(bearing, seen=post.revision, by=boris)
    release(post, gisela)

    for address in ("/aktuelles/", "/aktuelles/ein-titel/"):
        page = client.get(address).text
        assert ' · <a href="/netzwerke/bochum/">Netzwerk Bochum</a>' in page
        assert " · Das ganze Bündnis" not in page


def test_a_changed_post_says_since_when(client, post, esra, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=2))
    write(post, esra, title="Anders")

    assert "geändert am" in client.get(post.get_absolute_url()).text


def test_a_post_stands_on_the_page_of_whom_it_is_about(client, draft, esra, essen):
    member = listed("werkstatt", essen)
    write(draft, esra, organisations={member.pk})
    release(draft, esra)

    assert "/aktuelles/ein-titel/" in client.get("/anbieter/werkstatt/").text
    assert "/anbieter/werkstatt/" in client.get("/aktuelles/ein-titel/").text


def test_from_one_members_posts_the_way_leads_to_all(client, draft, esra, essen):
    write(draft, esra, organisations={listed("werkstatt", essen).pk})
    release(draft, esra)

    way = '<a href="/aktuelles/">Alle Meldungen des Bündnisses</a>'
    assert way in client.get("/anbieter/werkstatt/").text
    assert way not in client.get("/").text


def test_a_month_has_one_address_however_it_is_asked_for(client, post):
    at = timezone.localtime(post.first_released_at)
    one = f'rel="canonical" href="{HOST}/aktuelles/archiv/{at.year}/{at.month}/"'

    for month in (at.month, f"{at.month:03}"):
        assert one in client.get(f"/aktuelles/archiv/{at.year}/{month}/").text


def test_machines_read_a_post_as_a_news_article(client, pictured, esra):
    post = release(pictured, esra)
    address = f"{HOST}{post.get_absolute_url()}"

    article = told(client.get(post.get_absolute_url()).text)

    assert article["headline"] == "Ein Titel"
    assert article["mainEntityOfPage"] == article["url"] == address
    assert article["image"].startswith(f"{HOST}/aktuelles/bild/")
    assert article["publisher"] == {"@id": f"{HOST}/#buendnis"}
    assert article["author"]["name"] == "Netzwerk Essen"
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(article[name]).tzinfo is not None


def test_without_a_picture_the_drawn_one_stands_for_it(client, post):
    article = told(client.get(post.get_absolute_url()).text)

    assert article["image"] == f"{HOST}/aktuelles/online/bild.png"
    assert client.get("/aktuelles/online/bild.png")["Content-Type"] == "image/png"


def test_the_picture_comes_in_widths_and_formats_that_are_there(client, pictured, esra):
    post = release(pictured, esra)
    page = client.get(post.get_absolute_url()).text

    files = set(re.findall(r"/aktuelles/bild/[^\s\",]+", page))
    assert {file.rpartition(".")[2] for file in files} == {"avif", "webp"}
    for file in files:
        assert client.get(file).status_code == 200
    for answer in (page, client.get("/aktuelles/feed.json").json()):
        assert "Bild: Ada" in str(answer)
    assert 'alt="Ein Saal"' in page


def test_a_post_is_shared_without_anybody_else(client, post):
    page = client.get(post.get_absolute_url()).text

    assert f'value="{HOST}/aktuelles/online/" readonly' in page
    assert 'href="mailto:?subject=Online&amp;body=' in page
    assert f'<meta property="og:image" content="{HOST}/aktuelles/online/bild.png">' in (
        page
    )


def test_a_withdrawn_post_is_gone_and_one_that_never_was_is_not_found(
    client, post, esra
):
    publishing.withdraw(post, by=esra)

    gone = client.get("/aktuelles/online/")
    assert gone.status_code == 410
    assert "Die Meldung ist nicht mehr online." in gone.text
    assert client.get("/aktuelles/nirgends/").status_code == 404


def test_on_public_pages_nothing_is_kept_of_a_visitor(client, post):
    for address in ("/aktuelles/", "/aktuelles/archiv/", "/aktuelles/online/"):
        response = client.get(address)
        assert not response.cookies
        assert "public" in response["Cache-Control"]


def test_all_networks_can_be_chosen(client, post, bochum):
    page = client.get("/aktuelles/").text

    for network in Network.objects.all():
        assert f'href="/netzwerke/{network.slug}/aktuelles/"' in page
