"""Posts as other websites hand them out: RSS 2.0, or the export of a WordPress (WXR).

Nothing is fetched, and a file that declares a document type, entities for example, is
refused.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, override
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser
from django.utils.translation import gettext as _

from members.validators import visible

MOST_BYTES = 50_000_000
MOST_ITEMS = 5_000
DEEPEST = 200  # elements, one inside the other
HOME = ZoneInfo("Europe/Berlin")
_YEARS = range(1990, 2101)
_WORDPRESS = re.compile(r"http://wordpress\.org/export/[0-9.]+/(excerpt/)?")
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
# What XML does not allow, and old databases hold nevertheless.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NUMBERED = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
_CHARACTER = re.compile("[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_NO_YEAR = " -0001 "  # of a draft in WordPress
# Names that mail does not know.
_ZONES = {"MEZ": "+0100", "CET": "+0100", "MESZ": "+0200", "CEST": "+0200"}


class FileError(Exception):
    """The file as a whole cannot be read; a sentence says why."""


@dataclass
class Item:
    """What stands in the file, as text; the latter ones in a WordPress alone."""

    line: int
    title: str = ""
    link: str = ""
    guid: str = ""
    published: str = ""
    description: str = ""
    content: str = ""
    enclosure: str = ""  # the address of an image
    excerpt: str = ""
    number: str = ""
    kind: str = ""
    status: str = ""
    name: str = ""
    password: str = ""
    local: str = ""  # time
    universal: str = ""  # time
    file: str = ""
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def is_wordpress(self) -> bool:
        return bool(self.kind)

    @property
    def at(self) -> datetime | None:
        """When it was published; nothing where it does not say so."""
        named = (_mail_time(self.published), _plain_time(self.universal, UTC))
        return next(filter(None, (*named, _plain_time(self.local, HOME))), None)


# Elements by their namespace and name: what we call them.
_NAMES = {
    ("", "title"): "title",
    ("", "link"): "link",
    ("", "guid"): "guid",
    ("", "pubDate"): "published",
    ("", "description"): "description",
    (_CONTENT, "encoded"): "content",
    ("excerpt", "encoded"): "excerpt",
    ("wp", "post_id"): "number",
    ("wp", "post_type"): "kind",
    ("wp", "status"): "status",
    ("wp", "post_name"): "name",
    ("wp", "post_password"): "password",
    ("wp", "post_date"): "local",
    ("wp", "post_date_gmt"): "universal",
    ("wp", "attachment_url"): "file",
}


def read(content: bytes) -> list[Item]:
    if len(content) > MOST_BYTES:
        raise FileError(_("The file is too large (at most 50 MB)."))
    handler = _Handler()
    parser = create_parser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        parser.parse(io.BytesIO(_cleaned(content)))
    except DefusedXmlException:
        raise FileError(
            _("The file declares a document type. That is refused.")
        ) from None
    except SAXParseException as error:
        words = {"line": error.getLineNumber()}
        raise FileError(_("Line %(line)d is no XML.") % words) from None
    except (SAXException, ValueError, LookupError):
        raise FileError(_("The file is no XML.")) from None
    if not handler.is_feed:
        raise _no_feed()
    return handler.items


def _no_feed() -> FileError:
    return FileError(_("The file is neither RSS 2.0 nor an export of WordPress."))


def _cleaned(content: bytes) -> bytes:
    if content.startswith(_WIDE):
        return content
    return _NUMBERED.sub(_allowed, _CONTROLS.sub(b"", content))


def _allowed(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    is_character = number <= sys.maxunicode and _CHARACTER.match(chr(number))
    return found[0] if is_character else b""


class _Handler(ContentHandler):
    """Gathers what stands directly in an item, and the pairs of its ``postmeta``."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.is_feed = False
        self.path: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.key = ""

    @override
    def startElementNS(self, name: Any, qname: str | None, attrs: Any) -> None:
        self.path.append((_short(name[0]), name[1]))
        self.texts = []
        if len(self.path) > DEEPEST:
            raise _no_feed()
        self.is_feed |= [one for _space, one in self.path] == ["rss", "channel"]
        if self._is_at("item"):
            if len(self.items) == MOST_ITEMS:
                raise FileError(_("The file holds more than 5,000 items."))
            self.items.append(Item(self._locator.getLineNumber()))  # type: ignore[attr-defined]
        elif self._is_at("item", "enclosure") and _attribute(attrs, "type").startswith(
            "image/"
        ):
            self.items[-1].enclosure = _attribute(attrs, "url")

    @override
    def characters(self, content: str) -> None:
        self.texts.append(content)

    @override
    def endElementNS(self, name: Any, qname: str | None) -> None:
        space, local = self.path[-1]
        text = visible("".join(self.texts))
        if self._is_at("item", local) and (space, local) in _NAMES:
            setattr(self.items[-1], _NAMES[space, local], text.strip())
        elif self._is_at("item", "postmeta", "meta_key"):
            self.key = text
        elif self._is_at("item", "postmeta", "meta_value"):
            self.items[-1].meta[self.key] = text
        self.path.pop()
        self.texts = []

    def _is_at(self, *names: str) -> bool:
        return [one for _space, one in self.path] == ["rss", "channel", *names]


def _short(space: str | None) -> str:
    found = _WORDPRESS.fullmatch(space or "")
    if found is None:
        return space or ""
    return "excerpt" if found[1] else "wp"


def _attribute(attrs: Any, name: str) -> str:
    return attrs.get((None, name), "")


def _mail_time(text: str) -> datetime | None:
    """A time as in letters; one without a zone is that of the Ruhr."""
    if _NO_YEAR in text:
        return None
    words, _space, zone = text.rpartition(" ")
    try:
        found = parsedate_to_datetime(f"{words} {_ZONES.get(zone, zone)}")
    except (ValueError, IndexError, TypeError):
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC if zone == "-0000" else HOME)
    return found if found.year in _YEARS else None


def _plain_time(text: str, zone: Any) -> datetime | None:
    try:
        found = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
    return found if found.year in _YEARS else None
