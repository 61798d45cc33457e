"""Whenever a post was released there, it was released then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Post
from tests.news.importing.old_files import article, entry, feed, take


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
