"""What is not online is in no public answer, and changes none of them."""

import re
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance.audience import WITHOUT_SESSION, Audience
from members.logos import digest
from news import pictures, preview, publishing
from news.models import Picture, Post
from tests.images import LOGO, give_logo, image_file, store
from tests.mirror.addresses import named_views
from tests.news.conftest import online, release, write

NOON = datetime.fromisoformat("2026-06-15T12:00:00+02:00")
MARK = "GEHEIM"
FILES = ("offen", "entwurf", "geplant", "fort", "spaeter")


def with_picture(post, by, name, **words):
    """A post that names the workshop, with a picture at its top and in its text."""
    file = store(image_file("WEBP"), f"news/{name}.webp")
    picture = Picture.objects.create(post=post, file=file)
    words = {"title": f"{name} {words.get('title', '')}", "picture": picture.pk} | {
        "teaser": words.get("teaser", "Worum es geht."),
        "body": f"{words.get('body', 'Ein Text.')}\n\n![{name}](bild:{picture.pk})",
        "picture_alt": words.get("alt", "Ein Saal"),
        "picture_credit": words.get("credit", "Ada"),
        "organisations": words["organisations"],
    }
    return write(post, by, **words)


@pytest.fixture
def world(time_machine, media, settings, workshop):
    """Today is a day of June, and the workshop has a logo."""
    time_machine.move_to(NOON, tick=False)
    settings.HAS_OUTBOX = False
    give_logo(workshop.slug)
    return time_machine


@pytest.fixture
def begin(world, esra, essen, workshop):
    def begin(name, **words):
        post = publishing.begin(essen, by=esra)
        words["organisations"] = {workshop.pk}
        return with_picture(post, esra, name, **words)

    return begin


@pytest.fixture
def shown(begin, esra):
    return release(begin("offen"), esra)


@pytest.fixture
def hide(begin, esra):
    """Makes a post of each kind that is not online, all with a marker."""
    words = dict.fromkeys(("title", "teaser", "body", "alt", "credit"), MARK)

    def hide():
        begin("entwurf", **words)
        release(begin("geplant", **words), esra, at=NOON + timedelta(days=1))
        for name in ("fort", "spaeter"):
            publishing.withdraw(release(begin(name, **words), esra), by=esra)
        # It was online, and will be once more.
        again = Post.objects.get(slug__startswith="spaeter")
        release(again, esra, at=NOON + timedelta(days=2))
        return Post.objects.exclude(slug__startswith="offen").exclude(slug=None)

    return hide


def values():
    """What an argument of a public address may be, by its name."""
    files = [f"{pictures.digest(f'news/{name}.webp')}-400.webp" for name in FILES]
    slugs = [post.slug for post in Post.objects.exclude(slug=None)]
    return {
        "slug": ["werkstatt", "essen", "ueber-uns", "nirgends", *slugs],
        "network": ["essen", "nirgends"],
        "digest": [digest(LOGO)],
        "section": ["seiten", "texte", "netzwerke", "anbieter", "aktuelles", "nie"],
        "token": ["erdacht", preview.address(Post.objects.first()).split("/")[-2][:-3]],
        "form": ["atom", "rss", "json", "xml"],
        "year": [2026, 2025],
        "month": [6, 5],
        "picture": [picture.pk for picture in Picture.objects.all()],
        "file": files,
    }


def public_addresses():
    known = values()
    for name, entry in named_views():
        audience = entry.callback.audience
        if audience in WITHOUT_SESSION:
            lists = [known[argument] for argument in entry.pattern.converters]
            for arguments in product(*lists):
                if name != "page" or arguments == ("ueber-uns",):
                    yield reverse(name, args=arguments), audience


def said(response):
    """All that an answer says, in its body and around it."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode(errors='replace')}"


def test_no_public_answer_has_a_word_of_it(client, shown, hide):
    slugs = [post.slug for post in hide()]
    found = {}
    for address, _audience in public_addresses():
        for question in ("", "?q=Entwurf", "?seite=2"):
            text = said(client.get(address + question))
            own = any(slug in address for slug in slugs)
            if MARK in text or (not own and MARK.lower() in text):
                found[address] = text

    assert len(slugs) == 3
    assert list(found) == []


def test_it_changes_no_public_answer_at_all(client, shown, hide):
    before = {
        address: client.get(address)
        for address, audience in public_addresses()
        if audience == Audience.PUBLIC
    }
    own = hide().order_by("slug")

    # The home page may have changed, as far as search engines know.
    changed = [
        address
        for address, known in before.items()
        if (answer := client.get(address)).status_code != known.status_code
        or answer.content != known.content
    ]
    assert [one for one in changed if one != "/sitemap-seiten.xml"] == []
    assert [post.slug.split("-")[0] for post in own] == ["fort", "geplant", "spaeter"]
    for post, status in zip(own, (410, 404, 410), strict=True):
        for part in ("", "bild.png"):
            path = f"/aktuelles/{post.slug}/{part}"
            assert client.get(path).status_code == status


def test_what_is_online_is_in_each_answer_that_has_news(client, begin, esra):
    """Or that the other is in none would say nothing."""
    before = {path: said(client.get(path)) for path in with_news("x")}
    post = release(begin("nun", title=MARK), esra)

    for path in with_news(post.slug):
        assert MARK.lower() in said(client.get(path)).lower(), path
        assert MARK.lower() not in before.get(path, "").lower()


def with_news(slug):
    """Addresses that tell of a post that is online."""
    feeds = [f"feed.{form}" for form in ("atom", "rss", "json")]
    return [
        *("/", "/anbieter/werkstatt/", "/netzwerke/essen/", "/sitemap-aktuelles.xml"),
        *("/aktuelles/archiv/2026/", "/aktuelles/archiv/2026/6/"),
        *(
            f"{base}aktuelles/{part}"
            for base in ("/", "/netzwerke/essen/")
            for part in ("", *feeds)
        ),
        f"/aktuelles/{slug}/",
    ]


def files_of(post):
    """Where its pictures are delivered."""
    for one in post.pictures.all():
        for name in pictures.files(one):
            yield reverse("news:picture", args=[one.pk, name])


def test_it_appears_when_its_time_has_come_and_goes_when_withdrawn(
    client, world, begin, esra
):
    at = NOON + timedelta(hours=3, minutes=30)
    post = release(begin("bald", title=MARK), esra, at=at)
    addresses = [*with_news(post.slug), f"/aktuelles/{post.slug}/bild.png"]
    assert_hidden(client, post, 404)
    tags = {path: client.get(path).headers.get("ETag") for path in addresses}

    world.move_to(at - timedelta(seconds=1), tick=False)
    assert publishing.notice_due(timezone.now()) == 0
    assert_hidden(client, post, 404)

    world.move_to(at, tick=False)
    assert publishing.notice_due(timezone.now()) == 1
    for path in addresses:
        answer = client.get(path, headers={"If-None-Match": tags[path] or "x"})
        assert answer.status_code == 200, path
        tags[path] = answer.headers["ETag"]
    for path in with_news(post.slug):
        assert MARK.lower() in said(client.get(path)).lower()
    assert [client.get(path).status_code for path in files_of(post)] == [200, 200]
    assert publishing.notice_due(timezone.now()) == 0

    publishing.withdraw(post, by=esra)
    assert_hidden(client, post, 410)
    for path in ("/", "/aktuelles/", "/aktuelles/feed.atom"):
        known = client.get(path, headers={"If-None-Match": tags[path]})
        assert known.status_code == 200


def assert_hidden(client, post, status):
    for path in with_news(post.slug):
        answer = client.get(path)
        if post.slug in path:
            assert answer.status_code == status
            assert MARK not in said(answer)
        else:
            assert MARK.lower() not in said(answer).lower(), path
    assert client.get(f"/aktuelles/{post.slug}/bild.png").status_code == status
    assert {client.get(path).status_code for path in files_of(post)} == {404}


def test_before_the_worker_has_noticed_a_known_page_stays_as_it_is(
    client, world, begin, esra
):
    at = NOON + timedelta(hours=1)
    release(begin("bald", title=MARK), esra, at=at)
    tag = client.get("/aktuelles/").headers["ETag"]
    world.move_to(at, tick=False)

    known = client.get("/aktuelles/", headers={"If-None-Match": tag})

    assert known.status_code == 304
    publishing.notice_due(timezone.now())
    assert MARK in client.get("/aktuelles/").text


def test_a_link_shows_one_post_for_seven_days_and_no_other(client, world, hide):
    (post, *_others) = hide()
    other = Picture.objects.exclude(post=post).first()
    (own,) = post.pictures.all()
    link = preview.address(post)
    address = f"{link}bild/{own.pk}/{pictures.smallest(own)}"

    page = client.get(link)

    assert MARK in page.text
    assert "canonical" not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert not page.cookies
    assert 'name="robots" content="noindex' in page.text
    assert client.get(address).status_code == 200
    wrong = f"{link}bild/{other.pk}/{pictures.smallest(other)}"
    assert client.get(wrong).status_code == 404
    world.shift(timedelta(days=7, seconds=1))
    for path in (link, address):
        assert client.get(path).status_code == 410


@pytest.mark.parametrize(
    "change", [lambda one: one[:-1], str.upper], ids=["short", "loud"]
)
def test_a_link_that_was_changed_shows_nothing(client, world, hide, change):
    link = preview.address(hide()[0])
    token = link.split("/")[-2]

    answer = client.get(link.replace(token, change(token)))

    assert answer.status_code == 410
    assert MARK not in answer.text


def test_a_link_to_what_was_thrown_away_shows_nothing(client, begin, esra):
    post = begin("entwurf", title=MARK)
    link = preview.address(post)
    publishing.throw_away(post, by=esra)

    assert client.get(link).status_code == 410


def test_a_preview_leads_to_no_public_picture(client, hide):
    page = client.get(preview.address(hide()[0])).text

    assert "/bild/" in page
    assert not re.findall(r'["\s,]/aktuelles/bild/', page)


def test_neighbours_of_what_is_online_are_online(client, shown, hide, esra, essen):
    hide()
    newer = online(essen, esra, title="Neuer")

    page = client.get(shown.get_absolute_url()).text

    assert re.findall(r'<a href="([^"]+)" rel="(?:prev|next)"', page) == [
        newer.get_absolute_url()
    ]
