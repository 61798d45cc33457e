"""Letters about posts, one function for each."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from alliance import mail
from alliance.models import User
from networks.models import Network, Role
from news.models import Bearing, Post

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: post_asked"),
    gettext_noop("letter: post_agreed"),
    gettext_noop("letter: post_refused"),
    gettext_noop("letter: post_alone"),
]


def asked(bearing: Bearing, *, is_again: bool = False) -> None:
    """To the coordination of the network that is to bear it.

    Once a day, however often it is asked and not asked; again for each new text.
    """
    address = reverse("news:look", args=[bearing.post_id])
    context = _about(bearing) | {"is_again": is_again, "address": address}
    post = bearing.post
    occasion = f"text {post.revision}" if is_again else timezone.localdate()
    for person in _coordination(bearing.network):
        key = f"post_asked-{post.pk}-{bearing.network_id}-{person.pk}-{occasion}"
        mail.write("post_asked", context, to=person, key=key)


def agreed(bearing: Bearing) -> None:
    _to_writers("post_agreed", bearing.post, _about(bearing))


def refused(bearing: Bearing) -> None:
    _to_writers("post_refused", bearing.post, _about(bearing))


def alone(post: Post) -> None:
    """A post for all went offline, for too few bear it."""
    address = reverse("news:edit", args=[post.pk])
    _to_writers("post_alone", post, {"post": post, "address": address})


def _about(bearing: Bearing) -> dict[str, object]:
    address = reverse("news:edit", args=[bearing.post_id])
    return {"post": bearing.post, "network": bearing.network, "address": address}


def _to_writers(kind: str, post: Post, context: dict[str, object]) -> None:
    """To its author, or to the coordination where the author writes no longer."""
    for person in _writers(post):
        mail.write(kind, context, to=person)


def _writers(post: Post) -> list[User]:
    author = post.author
    if author and _writes(author, post):
        return [author]
    return _coordination(post.network) if post.network else []


def _writes(author: User, post: Post) -> bool:
    own = Post.objects.written_by(author).filter(pk=post.pk)
    return author.is_active and own.exists()


def _coordination(network: Network) -> list[User]:
    roles = Role.objects.current().coordination().filter(network=network)
    return list(User.objects.filter(roles__in=roles, is_active=True).distinct())
