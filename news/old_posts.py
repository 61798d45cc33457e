"""An item of an old website as a post of ours: its words, pictures and times."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from members.slugs import LONGEST
from members.validators import clean_line, clean_text
from networks.models import Network
from news import readiness, redirects
from news.album import Album, MissingError
from news.conversion import PLACE, Sight, convert, words
from news.illustrating import MOST
from news.marking import Piece, paragraphs
from news.models import Post
from news.shortcodes import resolve
from news.states import PostState
from news.wxr import Item

_ONLINE = {"publish", "future"}
_ENOUGH, _LONG, _LONGEST = 120, 300, 400  # characters of a teaser
_LONGEST_CAPTION = 1000
_MOST_HTML = 500_000
# A picture inside the text itself, which is in no folder.
_EMBEDDED = re.compile(r"\bdata:[^\s\"'<>]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÄÖÜ„“\"0-9])")
_MORE = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|(?:Der Beitrag|The post) .{1,300})$")
_CREDIT = re.compile(
    r"[\s(|–-]*\b(?:Fotos?|Bild(?:er)?|Bildquelle|Grafik|Quelle)\s*:\s*(.{2,}?)\)?\.?$"
    r"|[\s(|–-]*(?:©|\(c\))\s*(.{2,}?)\)?\.?$",
    re.IGNORECASE,
)
_SLUG = re.compile(f"(?=.{{1,{LONGEST}}}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")
_UNSIGNED = str.maketrans({"[": "(", "]": ")", "\\": "/", '"': "”"})


class Shot(NamedTuple):
    """A picture that was found, with what is said about it."""

    drawing: Path
    alt: str
    credit: str
    caption: str

    def line(self, pk: int) -> str:
        """What shows it in the text."""
        credit = f' "{self.credit}"' if self.credit else ""
        shown = f"![{self.alt}](bild:{pk}{credit})"
        return "\n\n".join([shown, *paragraphs([Piece(self.caption)])])


@dataclass
class OldPost:
    """Not written yet; pictures in its body are places for ``shots``."""

    item: Item
    post: Post
    shots: list[Shot] = field(default_factory=list)
    lead: Shot | None = None
    notices: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        """Where it was to be read, the short address of WordPress among them."""
        if self.post.state != PostState.RELEASED:
            return []
        found = [_path(self.item.link)]
        if "?p=" in self.item.guid:
            found.append(_path(self.item.guid))
        return list(dict.fromkeys(filter(None, found)))


def key(item: Item) -> str:
    """What it was called there, for ever; nothing if it had no name."""
    name = clean_line(item.guid or item.link)
    is_long = len(name) > redirects.LONGEST
    return f"sha256:{hashlib.sha256(name.encode()).hexdigest()}" if is_long else name


def slug(item: Item) -> str:
    """The old one, if it can be one of ours."""
    name = item.name or _path(item.link).partition("?")[0].rpartition("/")[2]
    return name if _SLUG.fullmatch(name) else ""


def title(item: Item) -> str:
    return words(item.title)


def prepare(
    item: Item, files: dict[str, Item], album: Album, *, network: Network | None
) -> OldPost:
    """``files`` are the attachments by their numbers; a ``ValidationError`` says no."""
    post = Post(network=network, is_for_all=network is None, title=title(item))
    post.imported_from = key(item) or None
    old = OldPost(item, post)
    _check_name(post)
    _set_times(old)
    html = _html(item, files)
    _check_length("body", html, _MOST_HTML)
    text = convert(html, at=item.link, has_lines=_has_lines(item))
    _see_lead(old, files, album)
    post.body = _with_pictures(old, text.text, text.sights, files, album)
    post.teaser = _teaser(item, html) or post.title
    post.clean()
    _check(post)
    return old


def _set_times(old: OldPost) -> None:
    post, item, now = old.post, old.item, timezone.now()
    is_online = not item.is_wordpress or item.status in _ONLINE
    if is_online and item.password:
        old.notices.append(_("It had a password, so it is a draft."))
        is_online = False
    if not is_online:
        return
    if item.at is None:
        raise ValidationError(_("It does not say when it was published."))
    post.state, post.is_noticed = PostState.RELEASED, item.at <= now
    post.release_at = post.first_released_at = item.at
    post.created_at = post.changed_at = min(item.at, now)


def _html(item: Item, files: dict[str, Item]) -> str:
    html = item.content or ("" if item.is_wordpress else item.description)
    html = _EMBEDDED.sub("data:", html)
    if not item.is_wordpress:
        return html
    return resolve(html, lambda number: files[number].file if number in files else "")


def _has_lines(item: Item) -> bool:
    """The older editor of WordPress kept paragraphs as lines."""
    return item.is_wordpress and "<!-- wp:" not in item.content


def _teaser(item: Item, html: str) -> str:
    excerpt = item.excerpt or (item.description if item.content else "")
    told = _MORE.sub("", words(excerpt))
    if told and len(told) <= _LONGEST:
        return told
    return first_sentences(told or words(html))


def first_sentences(text: str) -> str:
    """So many whole sentences as make a teaser."""
    found = ""
    for sentence in _SENTENCE.split(text):
        longer = f"{found} {sentence}".strip()
        if found and (len(found) >= _ENOUGH or len(longer) > _LONG):
            break
        found = longer
    if len(found) <= _LONG:
        return found
    cut = Truncator(found).chars(_LONG, truncate="").rpartition(" ")[0]
    return f"{cut or found[: _LONG - 1]}…"


def _see_lead(old: OldPost, files: dict[str, Item], album: Album) -> None:
    """The picture above the text: the featured one, or the one that comes along."""
    known = files.get(old.item.meta.get("_thumbnail_id", ""))
    source = known.file if known else old.item.enclosure
    if source:
        old.lead = _shot(old, Sight(source), known, album)


def _with_pictures(
    old: OldPost,
    text: str,
    sights: Iterable[Sight],
    files: dict[str, Item],
    album: Album,
) -> str:
    """Places stay for what was found; what stands above is not shown again."""
    places = {}
    for number, sight in enumerate(sights):
        found = re.search(r"\bwp-image-([0-9]+)\b", sight.classes)
        shot = _shot(old, sight, files.get(found[1]) if found else None, album)
        is_lead = shot and old.lead and shot.drawing == old.lead.drawing
        if shot and not is_lead:
            places[number] = place_of(len(old.shots))
            old.shots.append(shot)
    text = PLACE.sub(lambda found: places.get(int(found[1]), ""), text)
    return clean_text(re.sub(r"\n{3,}", "\n\n", text))


def place_of(shot: int) -> str:
    return f"\ue002{shot}\ue002"


def _shot(old: OldPost, sight: Sight, known: Item | None, album: Album) -> Shot | None:
    if len(old.shots) + bool(old.lead) >= MOST:
        old.notices.append(_("A post has twenty pictures at most; one is left out."))
        return None
    try:
        drawing = album.picture(*([known.file] if known else []), sight.source)
    except MissingError as missing:
        old.notices.append(str(missing))
        return None
    caption = sight.caption or (words(known.excerpt) if known else "")
    stated = known.meta.get("_wp_attachment_image_alt", "") if known else ""
    caption = Truncator(caption).chars(_LONGEST_CAPTION)
    credit = _CREDIT.search(caption)
    caption = caption[: credit.start()].strip() if credit else caption
    alt = clean_line(sight.alt or stated or caption)
    if not alt:
        old.notices.append(_("A picture has no description. Please give one."))
        alt = _("Picture of the post")
    author = (credit[1] or credit[2] or "") if credit else ""
    return Shot(drawing, _short(alt, 200), _short(author, 120), caption)


def _short(text: str, most: int) -> str:
    return Truncator(clean_line(text).translate(_UNSIGNED)).chars(most)


def _check_name(post: Post) -> None:
    if not post.title:
        raise ValidationError(_("It has no title."))
    if not post.imported_from:
        raise ValidationError(_("It has neither a guid nor a link."))


def _check(post: Post) -> None:
    for name in ("title", "body"):
        _check_length(name, getattr(post, name))
    if post.state == PostState.RELEASED:
        readiness.check_release(post)


def _check_length(name: str, text: str, bound: int = 0) -> None:
    """``bound`` is that of the HTML which becomes the text, signs and all."""
    model_field = Post._meta.get_field(name)  # noqa: SLF001 (Django's own API)
    most: int = model_field.max_length  # type: ignore[union-attr,assignment]
    if len(text) <= (bound or most):
        return
    label = str(model_field.verbose_name)  # type: ignore[union-attr]
    words = {
        "field": label.capitalize(),
        "most": number_format(most, use_l10n=True, force_grouping=True),
    }
    sentence = _("“%(field)s” is too long (at most %(most)s characters).")
    raise ValidationError(sentence % words)


def _path(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return redirects.plain(f"{parts.path or '/'}{query}") if parts.scheme else ""
