"""The news that the demo alliance has to tell."""

from datetime import date
from random import Random

import pytest
from django.utils import timezone

from news import demo
from news.models import Bearing, OldAddress, Post
from news.standing import DRAFT, ONLINE, SCHEDULED, WITHDRAWN, standing
from tests.members.demo_building import built


@pytest.fixture(scope="module")
def posts(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), built(20, 1, tmp_path_factory.mktemp("media")):
        demo.add(Random(1))
        yield list(Post.objects.newest_first())


@pytest.fixture
def news(posts, db):
    return posts


def titles(posts, kind):
    return [post.title for post in posts if standing(post) == kind]


def test_sixty_posts_are_online_from_october_2020_to_now(news):
    online = [post for post in news if standing(post) == ONLINE]

    days = [timezone.localdate(post.first_released_at) for post in online]
    assert len(online) == 60
    assert days[-1] == date(2020, 10, 5)
    assert (timezone.localdate() - days[0]).days < 120


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("Acht Netzwerke, ein Bündnis", 2020),
        ("Weiterbildungsoffensive Ruhr 2022", 2022),
        ("Dritte digitale Messe", 2022),
    ],
)
def test_what_is_known_of_the_alliance_is_told(news, words, year):
    (post,) = [one for one in news if words in one.title]

    assert post.is_for_all
    assert post.first_released_at.year == year


def test_some_are_drafts_scheduled_and_withdrawn(news):
    assert len(titles(news, DRAFT)) == 2
    assert titles(news, SCHEDULED) == ["Winterpause im Netzwerk"]
    assert titles(news, WITHDRAWN) == ["Sommerfest (abgesagt)"]
    waiting = Bearing.objects.waiting().get()
    assert waiting.post.title in titles(news, DRAFT)


def test_old_addresses_lead_to_pages_that_are_there(news, client):
    for old in OldAddress.objects.all():
        response = client.get(old.old)
        assert (response.status_code, response.url) == (301, old.new)
        assert client.get(old.new).status_code == 200
    assert OldAddress.objects.filter(old="/Event_Re_2023.html").exists()


def test_nothing_is_said_twice(news):
    unreleased = [post for post in news if standing(post) != ONLINE]

    assert len({post.teaser for post in unreleased}) == len(unreleased)
    assert len({post.body for post in unreleased}) == len(unreleased)
