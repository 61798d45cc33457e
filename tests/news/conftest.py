"""Posts for the tests: one that is online, and others that are not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news import publishing
from news.models import Post

WORDS = {"title": "Ein Titel", "teaser": "Worum es geht.", "body": "Der **Text**."}


def write(post, by, **words):
    began = Post.objects.get(pk=post.pk).content()
    publishing.save(post, content=began | WORDS | words, began=began, by=by)
    post.refresh_from_db()
    return post


def release(post, by, at=None):
    post.refresh_from_db()
    return publishing.release(post, at=at, seen=post.revision, by=by)


def online(network, by, **words):
    return release(write(publishing.begin(network, by=by), by, **words), by)


@pytest.fixture
def draft(esra, essen):
    return write(publishing.begin(essen, by=esra), esra)


@pytest.fixture
def post(esra, essen):
    return online(essen, esra, title="Online")


@pytest.fixture
def hidden(esra, essen):
    """A draft, a scheduled and a withdrawn post, all with a marker."""
    mark = {name: f"GEHEIM {name}" for name in ("title", "teaser", "body")}
    write(publishing.begin(essen, by=esra), esra, **mark)
    scheduled = write(publishing.begin(essen, by=esra), esra, **mark)
    release(scheduled, esra, at=timezone.now() + timedelta(days=1))
    withdrawn = online(essen, esra, **mark)
    publishing.withdraw(withdrawn, by=esra)
    return Post.objects.exclude(title="Online")
