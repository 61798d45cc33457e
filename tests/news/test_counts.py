"""However many posts there are, a page asks the same few questions."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from news.models import Bearing, Picture
from tests.factories import NetworkFactory, PostFactory, listed, released
from tests.images import image_file

PAGES = {
    "/": 2,
    "/aktuelles/": 2,
    "/aktuelles/?seite=2": 2,
    "/aktuelles/archiv/": 1,
    "/aktuelles/meldung-0/": 2,
    "/aktuelles/meldung-0/bild.png": 2,
    "/aktuelles/feed.atom": 2,
    "/aktuelles/feed.rss": 2,
    "/aktuelles/feed.json": 2,
    "/netzwerke/essen/aktuelles/": 3,
    "/netzwerke/essen/aktuelles/feed.atom": 3,
}


@pytest.fixture
def told(request, media, essen, workshop):
    """So many posts, each with a picture, two networks and two members."""
    content = image_file("WEBP")
    forge, other = listed("schmiede", essen), NetworkFactory()
    for number in range(request.param):
        post = released(essen, slug=f"meldung-{number}")
        Bearing.objects.create(post=post, network=other, agreed_at=post.release_at)
        post.organisations.set([workshop, forge])
        file = ContentFile(content, "saal.webp")
        post.picture = Picture.objects.create(post=post, file=file)
        post.save()


@pytest.mark.parametrize("told", [1, 3], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_needs_few_queries(client, told, path, django_assert_num_queries):
    client.get(path)

    with django_assert_num_queries(PAGES[path]):
        assert client.get(path).status_code == 200


@pytest.fixture
def asked(request, esra, essen, bochum):
    """So many drafts of Essen, and as many posts that it is to bear."""
    for _number in range(request.param):
        PostFactory(network=essen, author=esra)
        other = PostFactory(network=bochum)
        other.bearings.create(network=essen)


@pytest.mark.parametrize("asked", [30], indirect=True)
def test_the_desk_needs_few_queries(client, asked, esra, django_assert_max_num_queries):
    client.force_login(esra)
    client.get("/koordination/meldungen/")

    with django_assert_max_num_queries(12):
        page = client.get("/koordination/meldungen/")

    assert page.text.count("Ein Titel") >= 2


@pytest.fixture
def full(request, media, esra, essen):
    """A draft with so many pictures, members and networks."""
    post = PostFactory(pk=100085, network=essen, author=esra)
    content = image_file("WEBP")
    for number in range(request.param):
        file = ContentFile(content, "saal.webp")
        post.picture = Picture.objects.create(post=post, file=file)
        post.organisations.add(listed(f"haus-{number}", essen))
        post.bearings.create(network=NetworkFactory())
    post.body += f"\n\n![Saal](bild:{post.picture.pk})"
    post.save()


@pytest.mark.parametrize("full", [20], indirect=True)
@pytest.mark.parametrize("part", ["edit", "pictures", "bearers", "release", "look"])
def test_a_page_about_a_post_needs_few_queries(
    client, full, esra, part, django_assert_max_num_queries
):
    client.force_login(esra)
    address = reverse(f"news:{part}", args=[100085])
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
