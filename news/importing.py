"""Posts of an old website come over, all that are in a file or none.

What came before does not come again: each keeps what it was called there. Pictures are
drawn first, outside of the transaction, for that takes long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from alliance import journal
from alliance.journal import Subject
from alliance.uploads import named
from networks.models import Network
from news import markup, old_posts, publishing, redirects, wxr
from news.album import Album
from news.models import Bearing, Picture, Post
from news.old_posts import OldPost, Shot
from news.redirects import Known
from news.states import PostState
from news.wxr import Item

if TYPE_CHECKING:
    from alliance.models import User

_TAKEN_OVER = {"publish", "future", "draft", "private", "pending"}
_NEVER = datetime.max.replace(tzinfo=UTC)


class Remark(NamedTuple):
    """What is to be said about an item."""

    line: int
    title: str
    sentence: str

    def __str__(self) -> str:
        words = {"line": self.line, "title": self.title or _("without a title")}
        about = _("Line %(line)d, “%(title)s”:") % words
        return f"{about} {self.sentence}"


@dataclass
class Report:
    new: list[str] = field(default_factory=list)  # titles
    drafts: int = 0
    pictures: int = 0
    addresses: int = 0
    known: int = 0
    left_out: Counter[str] = field(default_factory=Counter)  # by type or state
    notices: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)


class Order(NamedTuple):
    """``network`` is whose posts they become; none for the office's."""

    pictures: Path | None = None
    network: Network | None = None
    is_dry_run: bool = False


def import_posts(content: bytes, order: Order, *, by: User | None) -> Report:
    """With problems nothing is written; a ``wxr.FileError`` is about all of it."""
    report = Report()
    items = wxr.read(content)
    articles = _articles(items, report)
    files = {one.number: one for one in items if one.kind == "attachment"}
    with Album(order.pictures) as album:
        found = [
            one
            for item in articles
            if (one := _prepared(item, files, album, order, report))
        ]
        _write_all(found, order, report, by=by)
    return report


def _articles(items: Iterable[Item], report: Report) -> list[Item]:
    """Posts that are not there yet, the oldest first."""
    found: dict[str, Item] = {}
    for item in items:
        if reason := _why_not(item):
            report.left_out[reason] += 1
            continue
        name = old_posts.key(item)
        if name and name in found:
            text = _("It stands in the file twice, first in line %(line)d.")
            _complain(report, item, text % {"line": found[name].line})
        found[name or f"line {item.line}"] = item
    there = _names_among(found)
    report.known += len(there)
    for known in there:
        del found[str(known)]
    return sorted(found.values(), key=_order)


def _not_yet(found: list[OldPost], report: Report) -> list[OldPost]:
    names = [old.post.imported_from for old in found]
    there = _names_among(names)
    report.known += len(there)
    return [old for old in found if old.post.imported_from not in there]


def _names_among(names: Iterable[str | None]) -> set[str | None]:
    known = Post.objects.filter(imported_from__in=names)
    return {*known.values_list("imported_from", flat=True)}


def _order(item: Item) -> tuple[datetime, int]:
    """By time; a feed begins with the newest, an export with the oldest."""
    return item.at or _NEVER, item.line if item.is_wordpress else -item.line


def _why_not(item: Item) -> str:
    """The type or the state for which an item stays behind."""
    if not item.is_wordpress:
        return ""
    if item.kind != "post":
        return item.kind
    return "" if item.status in _TAKEN_OVER else item.status or "?"


def _prepared(
    item: Item, files: dict[str, Item], album: Album, order: Order, report: Report
) -> OldPost | None:
    try:
        old = old_posts.prepare(item, files, album, network=order.network)
    except ValidationError as error:
        _complain(report, item, " ".join(error.messages))
        return None
    report.notices += [Remark(item.line, old.post.title, one) for one in old.notices]
    return old


def _complain(report: Report, item: Item, sentence: str) -> None:
    report.problems.append(Remark(item.line, old_posts.title(item), sentence))


@transaction.atomic
def _write_all(
    found: list[OldPost], order: Order, report: Report, *, by: User | None
) -> None:
    known = redirects.others()
    # Somebody else may have brought some over while the pictures were drawn.
    found = _not_yet(found, report)
    before = dict(known.old)
    _give_slugs(found)
    rows = _addresses(found, known, report)
    report.new = [old.post.title for old in found]
    report.drafts = sum(old.post.state == PostState.DRAFT for old in found)
    report.pictures = sum(len(old.shots) + bool(old.lead) for old in found)
    report.addresses = len(rows)
    if report.problems or order.is_dry_run:
        return
    with _files_removed_on_failure() as written:
        for old in found:
            _write(old, written)
        redirects.add(rows, before, by=by)
        subjects = [Subject(row=old.post.pk) for old in found]
        capacity = journal.OFFICE if by else journal.PORTAL
        journal.record_all("post.imported", subjects, by=by, capacity=capacity)


def _give_slugs(found: Iterable[OldPost]) -> None:
    """The old one where it fits and is free, else one from the title."""
    taken = {*Post.objects.exclude(slug=None).values_list("slug", flat=True)}
    for old in found:
        if old.post.state != PostState.RELEASED:
            continue
        slug = old_posts.slug(old.item)
        if not slug or slug in taken or slug in publishing.RESERVED:
            slug = publishing.free_slug(old.post.title, taken.__contains__)
        old.post.slug = slug
        taken.add(slug)


def _addresses(
    found: Iterable[OldPost], known: Known, report: Report
) -> dict[str, str]:
    """What leads on; where an address cannot, a notice says why."""
    rows = {}
    for old in found:
        for address in old.addresses:
            new = old.post.get_absolute_url()
            if address == redirects.plain(new):
                continue
            if sentence := _refusal(address, new, known):
                words = {"address": address, "sentence": sentence}
                text = _("The old address %(address)s does not lead on: %(sentence)s")
                report.notices.append(
                    Remark(old.item.line, old.post.title, text % words)
                )
                continue
            rows[address] = new
            known.add(address, new)
    return rows


def _refusal(old: str, new: str, known: Known) -> str:
    if old in known.old:
        return _("It leads elsewhere already.")
    try:
        redirects.check(old, new, known)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _write(old: OldPost, written: list[Picture]) -> None:
    post = old.post
    post.save()
    if post.network:
        asked = {"asked_at": post.created_at, "agreed_at": post.created_at}
        Bearing.objects.create(post=post, network=post.network, **asked)
    for number, shot in enumerate(old.shots):
        picture = _add_picture(post, shot, written)
        place = old_posts.place_of(number)
        post.body = post.body.replace(place, shot.line(picture.pk))
    if old.lead:
        post.picture = _add_picture(post, old.lead, written)
        post.picture_alt, post.picture_credit = old.lead.alt, old.lead.credit
    post.html = markup.render(post)
    post.save()


def _add_picture(post: Post, shot: Shot, written: list[Picture]) -> Picture:
    file = named(shot.drawing.read_bytes(), "webp")
    picture = Picture.objects.create(post=post, file=file)
    written.append(picture)
    return picture


@contextmanager
def _files_removed_on_failure() -> Iterator[list[Picture]]:
    """No transaction takes back what lies on the disk."""
    written: list[Picture] = []
    try:
        yield written
    except BaseException:
        for picture in written:
            picture.file.delete(save=False)
        raise
