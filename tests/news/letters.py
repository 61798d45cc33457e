"""Letters about posts, each as a call with the things of the cast it names."""

from __future__ import annotations

from news import letters
from tests.factories import PostFactory


def bearing(essen, esra):
    post = PostFactory(title=essen.name, network=essen, author=esra)
    return post.bearings.get()


def asked(essen, esra):
    letters.asked(bearing(essen, esra))


def agreed(essen, esra):
    letters.agreed(bearing(essen, esra))


def refused(essen, esra):
    letters.refused(bearing(essen, esra))


def alone(essen, esra):
    letters.alone(PostFactory(title=essen.name, network=essen, author=esra))


LETTERS = {
    "post_asked": asked,
    "post_agreed": agreed,
    "post_refused": refused,
    "post_alone": alone,
}
