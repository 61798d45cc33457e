"""How a network comes to bear a post of others: asked, then one click.

Each verb locks the post. Who agrees has seen a revision of it; if it is another one by
then, nothing is agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Facts, Subject
from members.waiting import Kind, Row
from networks.acting import as_coordination
from networks.models import Network
from news import letters, publishing, readiness
from news.models import Bearing, Post
from news.states import PostState

if TYPE_CHECKING:
    from alliance.models import User


@transaction.atomic
def ask(post: Post, networks: Iterable[Network], *, by: User) -> list[Bearing]:
    """Ask networks to bear it; own ones of the person agree at once."""
    post = publishing.lock(post, by=by)
    own = set(Network.objects.looked_after_by(by).values_list("pk", flat=True))
    known = set(post.bearings.values_list("network_id", flat=True))
    asked = []
    for network in networks:
        if network.pk in known:
            continue
        bearing = Bearing(post=post, network=network)
        if network.pk in own:
            bearing.agreed_at, bearing.agreed_by = timezone.now(), by
            _touch(post)
        bearing.save()
        asked.append(bearing)
        publishing.note("post.asked", post, by=by, facts=({}, {"network": network.pk}))
        if network.pk not in own:
            letters.asked(bearing)
    return asked


@transaction.atomic
def take_back(bearing: Bearing, *, by: User) -> None:
    """Ask no longer, or bear it without that network."""
    post = publishing.lock(bearing.post, by=by)
    held = _held(bearing)
    if held.network_id == post.network_id:
        raise WrongStateError("Who writes a post bears it.")
    facts: Facts = {"network": held.network_id}
    held.delete()
    publishing.note("post.asked_no_longer", post, by=by, facts=(facts, {}))
    if held.agreed_at:
        _touch(post)
        _recheck(post)


@transaction.atomic
def agree(bearing: Bearing, *, seen: int, by: User) -> Bearing:
    post, bearing = _lock(bearing, by=by)
    if bearing.agreed_at:
        raise WrongStateError(f"{bearing} is agreed already.")
    if post.revision != seen:
        raise WrongStateError(f"Post {post.pk} was changed meanwhile.")
    bearing.agreed_at, bearing.agreed_by = timezone.now(), by
    bearing.refused_at = bearing.refused_by = None
    bearing.save()
    _touch(post)
    _note("post.agreed", bearing, by=by)
    letters.agreed(bearing)
    return bearing


@transaction.atomic
def refuse(bearing: Bearing, *, by: User) -> Bearing:
    """Say no, or bear it no longer; the post stays that of the others."""
    post, bearing = _lock(bearing, by=by)
    if bearing.refused_at:
        raise WrongStateError(f"{bearing} is refused already.")
    has_borne = bearing.agreed_at is not None
    bearing.refused_at, bearing.refused_by = timezone.now(), by
    bearing.agreed_at = bearing.agreed_by = None
    bearing.save()
    _note("post.refused", bearing, by=by)
    if has_borne:
        _touch(post)
        _recheck(post)
    letters.refused(bearing)
    return bearing


@transaction.atomic
def vouch(post: Post, *, seen: int, by: User) -> Post:
    """The office bears a network's post for the whole alliance."""
    post = publishing.lock(post, by=by)
    if not Post.objects.vouched_for_by(by).filter(pk=post.pk).exists():
        raise PermissionDenied
    if post.revision != seen or post.vouched_at:
        raise WrongStateError(f"Post {post.pk} was changed meanwhile.")
    post.vouched_at, post.vouched_by = timezone.now(), by
    post.save(update_fields=["vouched_at", "vouched_by"])
    publishing.note("post.vouched", post, by=by)
    return post


def _recheck(post: Post) -> None:
    """Without enough who bear it, what is online for all goes back to be drafted."""
    if post.state != PostState.RELEASED or readiness.speaks(post):
        return
    publishing.take_offline(post)
    subject = Subject(row=post.pk)
    journal.record("post.alone", by=None, capacity=journal.PORTAL, subject=subject)
    letters.alone(post)


def _touch(post: Post) -> None:
    """Who bears a post is public."""
    post.changed_at = timezone.now()
    post.save(update_fields=["changed_at"])


def _lock(bearing: Bearing, *, by: User) -> tuple[Post, Bearing]:
    post = publishing.hold(bearing.post)
    held = _held(bearing)
    if not Bearing.objects.decided_by(by).filter(pk=held.pk).exists():
        raise PermissionDenied
    if held.network_id == post.network_id:
        raise WrongStateError("Who writes a post bears it.")
    return post, held


def _held(bearing: Bearing) -> Bearing:
    held = Bearing.objects.select_related("network").filter(pk=bearing.pk).first()
    if held is None:
        raise WrongStateError("The network is asked no longer.")
    return held


def _note(verb: str, bearing: Bearing, *, by: User) -> None:
    journal.record(
        verb,
        by=by,
        capacity=as_coordination(by, [bearing.network_id]),
        subject=Subject(row=bearing.post_id),
        facts=({}, {"network": bearing.network_id}),
    )


def _waiting(user: User) -> Iterator[Row]:
    bearings = Bearing.objects.waiting().decided_by(user)
    for bearing in bearings.select_related("post", "network"):

        def address(_slug: str, post: int = bearing.post_id) -> str:
            return reverse("news:look", args=[post])

        title = bearing.post.title or str(_("A post without a title"))
        networks = (bearing.network,)
        yield Row(bearing.asked_at, bearing, address, title=title, networks=networks)


WAITING = Kind(
    label=pgettext_lazy("what waits", "Post to bear"),
    label_of_many=_("Posts to bear"),
    awaiting=_waiting,
)
