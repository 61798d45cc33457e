"""The verbs that move a post on.

    draft ──> released ──> withdrawn ──> released again
       └─ thrown away

A post is online once it is released and its time has come. What it said first, and
when, stays: from then on a slug leads to it for ever, and its place among the others
is that of its first release. Each verb locks the post, guards its state, journals and
tells people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Facts, Subject
from members.merging import Content, merge
from members.models import Organisation
from members.slugs import slugs_for
from networks.acting import as_coordination
from networks.models import Network
from news import letters, markup, readiness
from news.models import Bearing, Post
from news.states import PostState

if TYPE_CHECKING:
    from alliance.models import User

# Addresses below /aktuelles/ that are no posts.
RESERVED = {"archiv", "bild", "vorschau"}


@transaction.atomic
def begin(network: Network | None, *, by: User) -> Post:
    """An empty draft of a network's coordination, or of the office."""
    post = Post.objects.create(network=network, author=by)
    _check(post, by)
    if network:
        agreed = {"agreed_at": timezone.now(), "agreed_by": by}
        Bearing.objects.create(post=post, network=network, **agreed)
    note("post.begun", post, by=by)
    return post


@transaction.atomic
def save(post: Post, *, content: Content, began: Content, by: User) -> bool:
    """Write what was changed; returns whether anything was.

    ``content`` and ``began`` are what a form held at its end and at its beginning. A
    ``ConflictError`` says what somebody else has changed meanwhile. A change of the
    text asks those again who have agreed to bear it.
    """
    post = lock(post, by=by)
    before = post.content()
    changes = merge(before, began=began, wanted=content)
    if not changes:
        return False
    _write(post, changes)
    if changes.keys() & {*Post.TEXT, "is_for_all"}:
        _ask_again(post, by=by)
    if post.state == PostState.RELEASED:
        readiness.check_release(post)
    facts = {name: _plain(before[name]) for name in changes}
    after = {name: _plain(value) for name, value in changes.items()}
    note("post.changed", post, by=by, facts=(facts, after))
    return True


def _write(post: Post, changes: Mapping[str, Any]) -> None:
    readiness.check_pictures(post, changes)
    for name, value in changes.items():
        if name == "picture":
            post.picture_id = value
        elif name != "organisations":
            setattr(post, name, value)
    post.clean()
    if "title" in changes and post.slug and not _was_online(post):
        post.slug = _slug(post)
    post.html = markup.render(post)
    post.changed_at = timezone.now()
    post.revision += 1
    post.save()
    if "organisations" in changes:
        known = Organisation.objects.filter(
            pk__in=changes["organisations"], erased_at=None
        )
        post.organisations.set(known)


def _ask_again(post: Post, *, by: User) -> None:
    """Who agreed to another text is asked anew; not who writes it, nor the office."""
    own = Network.objects.looked_after_by(by)
    vouched = Post.objects.vouched_for_by(by).filter(pk=post.pk)
    if post.vouched_at and not vouched.exists():
        post.vouched_at = post.vouched_by = None
        post.save(update_fields=["vouched_at", "vouched_by"])
    others = post.bearings.agreed().exclude(network=post.network)
    for bearing in others.exclude(network__in=own).select_related("network"):
        bearing.agreed_at = bearing.agreed_by = None
        bearing.asked_at = timezone.now()
        bearing.save(update_fields=["agreed_at", "agreed_by", "asked_at"])
        letters.asked(bearing, is_again=True)


@transaction.atomic
def release(post: Post, *, at: datetime | None, seen: int, by: User) -> Post:
    """Put it online, now or at a time to come, as the revision that was looked at."""
    post = lock(post, by=by)
    now = timezone.now()
    if post.revision != seen:
        raise WrongStateError(f"Post {post.pk} was changed meanwhile.")
    if post.state == PostState.RELEASED and post.release_at and post.release_at <= now:
        raise WrongStateError(f"Post {post.pk} is online already.")
    post.release_at = max(at, now) if at else now
    if not _was_online(post):
        post.first_released_at = post.release_at
    post.state, post.is_noticed = PostState.RELEASED, post.release_at <= now
    readiness.check_release(post)
    if post.slug is None:
        post.slug = _slug(post)
    post.revision += 1
    post.save()
    verb = "post.released" if post.is_noticed else "post.scheduled"
    note(verb, post, by=by, facts=({}, {"release_at": post.release_at}))
    return post


@transaction.atomic
def withdraw(post: Post, *, by: User) -> Post:
    """Take it offline, or back before its time; its address answers 410."""
    post = lock(post, by=by)
    if post.state != PostState.RELEASED:
        raise WrongStateError(f"Post {post.pk} is not released.")
    take_offline(post)
    note("post.withdrawn", post, by=by)
    return post


def take_offline(post: Post) -> None:
    if not _was_online(post):
        # A draft again, without an address.
        post.state, post.first_released_at = PostState.DRAFT, None
        post.slug = None
    else:
        post.state = PostState.WITHDRAWN
    post.release_at = None
    post.revision += 1
    post.save()


def _was_online(post: Post) -> bool:
    first = post.first_released_at
    return first is not None and first <= timezone.now()


@transaction.atomic
def throw_away(post: Post, *, by: User) -> None:
    """A draft that never was online leaves nothing but the journal."""
    post = lock(post, by=by)
    if post.state != PostState.DRAFT or post.first_released_at:
        raise WrongStateError(f"Post {post.pk} is no draft.")
    note("post.thrown_away", post, by=by, facts=({"title": post.title}, {}))
    post.delete()


def notice_due(now: datetime) -> int:
    """Turn the version of the public data for posts whose time has come; how many."""
    # A clock that went wrong may have noticed some before their time.
    early = Post.objects.scheduled(now).filter(is_noticed=True)
    if early.exists():
        early.update(is_noticed=False)
    due = Post.objects.public(now).filter(is_noticed=False)
    # Even an update of nothing would turn it.
    return due.update(is_noticed=True) if due.exists() else 0


def lock(post: Post, *, by: User) -> Post:
    """The row as it is now, for who may still write it."""
    held = hold(post)
    _check(held, by)
    return held


def hold(post: Post) -> Post:
    rows = Post.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("network").filter(pk=post.pk).first()
    if held is None:
        raise WrongStateError(f"Post {post.pk} was thrown away meanwhile.")
    return held


def _check(post: Post, by: User) -> None:
    """Rights may have been lost since the page was opened."""
    if not Post.objects.written_by(by).filter(pk=post.pk).exists():
        raise PermissionDenied


def note(
    verb: str, post: Post, *, by: User, facts: tuple[Facts, Facts] = ({}, {})
) -> None:
    networks = [post.network_id] if post.network_id else []
    capacity = as_coordination(by, networks)
    journal.record(
        verb, by=by, capacity=capacity, subject=Subject(row=post.pk), facts=facts
    )


def _slug(post: Post) -> str:
    hold_slugs()
    others = Post.objects.exclude(pk=post.pk).exclude(slug=None)
    return free_slug(post.title, lambda slug: others.filter(slug=slug).exists())


def hold_slugs() -> None:
    """What is free stays so for who asks, until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('news.slugs'))")


def free_slug(title: str, is_taken: Callable[[str], bool]) -> str:
    slugs = slugs_for(title, kind="meldung")
    return next(slug for slug in slugs if slug not in RESERVED and not is_taken(slug))


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set) else value
