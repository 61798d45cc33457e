"""Letters about posts, each as a call with the things of the cast it names."""

from __future__ import annotations

from news import letters
from tests.factories import PostFactory


def bearing(essen, wanda):
    post = PostFactory(title=essen.name, network=essen, author=wanda)
    return post.bearings.get()


def asked(essen, esra):
    letters.asked(bearing(essen, esra))


def agreed(essen, wanda):
    letters.agreed(bearing(essen, wanda))


def refused(essen, wanda):
    letters.refused(bearing(essen, wanda))


def alone(essen, wanda):
    letters.alone(PostFactory(title=essen.name, author=wanda))


LETTERS = {
    "post_asked": asked,
    "post_agreed": agreed,
    "post_refused": refused,
    "post_alone": alone,
}
