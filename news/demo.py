"""The news of the demo alliance, from its founding to today."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from alliance.models import User
from members.demo import OFFICE
from members.demo.logos import COLOURS, PAPER
from members.models import Organisation
from members.slugs import slugs_for
from networks.models import Network
from news import markup
from news.models import Bearing, OldAddress, Picture, Post
from news.states import PostState

RELEASED = 60
SIZE = (1200, 800)
_DATA = Path(__file__).with_name("data") / "demo.toml"


def add(rng: Random) -> None:
    """Sixty posts that are online, some that are not, and addresses of before."""
    texts = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    networks = list(Network.objects.order_by("position"))
    authors = _authors(networks)
    slugs: set[str] = set()
    for told in [*texts["post"], *_series(texts["series"], networks, rng)]:
        post = _post(told, authors, rng)
        post.slug = next(slug for slug in slugs_for(post.title) if slug not in slugs)
        slugs.add(post.slug)
        _save(post, told, rng)
    _unreleased(texts["unreleased"], networks, authors, rng)
    old = texts["old_addresses"].items()
    OldAddress.objects.bulk_create(OldAddress(old=one, new=new) for one, new in old)


def _authors(networks: list[Network]) -> dict[int | None, User | None]:
    found: dict[int | None, User | None] = {
        network.pk: User.objects.filter(
            roles__network=network, roles__kind="coordinator"
        ).first()
        for network in networks
    }
    return found | {None: User.objects.filter(email=OFFICE).first()}


def _series(
    series: list[dict[str, Any]], networks: list[Network], rng: Random
) -> Iterator[dict[str, Any]]:
    """Each theme in some of the networks, at days between the founding and today."""
    pairs = [(theme, network) for theme in series for network in networks]
    first, last = datetime(2020, 11, 1), timezone.localtime().replace(tzinfo=None)  # noqa: DTZ001
    days = (last - first).days - 3
    for theme, network in rng.sample(pairs, RELEASED - 11):
        day = first + timedelta(days=rng.randrange(days))
        at = day.replace(hour=rng.randrange(8, 17), minute=rng.choice((0, 15, 30)))
        city = network.name.removeprefix("Netzwerk ")
        words = {name: text.replace("{stadt}", city) for name, text in theme.items()}
        yield words | {"at": at, "network": network}


def _post(
    told: dict[str, Any], authors: dict[int | None, User | None], rng: Random
) -> Post:
    at = timezone.make_aware(told["at"])
    network = told.get("network")
    return Post(
        uid=UUID(int=rng.getrandbits(128), version=4),
        state=PostState.RELEASED,
        title=told["title"],
        teaser=told["teaser"],
        body=told["body"].strip(),
        network=network,
        author=authors[network.pk if network else None],
        is_for_all=told.get("for_all", False),
        created_at=at - timedelta(days=1),
        changed_at=at,
        release_at=at,
        first_released_at=at,
        is_noticed=True,
    )


def _save(post: Post, told: dict[str, Any], rng: Random) -> None:
    post.html = markup.html(post.body, {})
    post.save()
    if post.network:
        bearing = Bearing(post=post, network=post.network, agreed_by=post.author)
        bearing.asked_at = bearing.agreed_at = post.created_at
        bearing.save()
        _name_members(post, rng)
    if words := told.get("picture"):
        file = ContentFile(_drawn(rng), f"{post.uid}.webp")
        post.picture = Picture.objects.create(post=post, file=file)
        post.picture_alt, post.picture_credit = words, "Zeichnung des Bündnisses"
        post.save()


def _name_members(post: Post, rng: Random) -> None:
    """Now and then a post is about members of its network."""
    if rng.random() < 0.4:  # noqa: PLR2004
        members = Organisation.objects.filter(memberships__network=post.network)
        ids = list(members.order_by("pk").values_list("pk", flat=True)[:50])
        post.organisations.set(rng.sample(ids, min(2, len(ids))))


def _unreleased(
    texts: list[dict[str, Any]],
    networks: list[Network],
    authors: dict[int | None, User | None],
    rng: Random,
) -> None:
    """Drafts, one of which asks a network, a scheduled post, and one withdrawn."""
    now = timezone.now()
    for told in texts:
        network = networks[told["network"]] if "network" in told else None
        released_at = now + timedelta(days=told["days"])
        begun_at = timezone.make_naive(min(now, released_at))
        post = _post(told | {"at": begun_at, "network": network}, authors, rng)
        post.state, post.is_noticed = PostState(told["state"]), released_at < now
        is_draft = post.state == PostState.DRAFT
        post.slug = None if is_draft else next(iter(slugs_for(post.title)))
        post.first_released_at = None if is_draft else released_at
        post.release_at = released_at if post.state == PostState.RELEASED else None
        _save(post, told, rng)
        if "asks" in told:
            asked = networks[told["asks"]]
            Bearing.objects.create(post=post, network=asked, asked_at=now)


def _drawn(rng: Random) -> bytes:
    """A line with eight stops of one size, as the Ruhr bends."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    colour = rng.choice(COLOURS)
    stops = [(100 + 143 * place, rng.randrange(200, 600)) for place in range(8)]
    pen.line(stops, fill=colour, width=14, joint="curve")
    for across, down in stops:
        pen.circle((across, down), 34, fill=PAPER, outline=colour, width=14)
    buffer = BytesIO()
    image.save(buffer, "WEBP", lossless=True)
    return buffer.getvalue()
