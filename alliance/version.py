"""The version of what the public reads: data, day and code; and the office's words."""

import hashlib
import json
import time
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from alliance.listening import Remembered

_SOURCES = (
    *("*.py", "*.html", "*.css", "*.js", "*.svg", "*.mo", "*.md"),
    *("*.png", "*.ico", "*.woff2"),
)
_FOLDERS = ("alliance", "networks", "members", "news", "templates")

_FIGURES = """
    SELECT coalesce(sum(writes), 0), coalesce(extract(epoch FROM max(at)) * 1000, 0),
        (SELECT row_to_json(words)::text FROM alliance_portalsettings AS words)
    FROM alliance_publicchange
"""


class Words(NamedTuple):
    """What the office has to say on every public page (``PortalSettings``)."""

    email: str = ""
    telephone: str = ""
    notice: str = ""
    notice_from: date | None = None
    notice_until: date | None = None

    @property
    def notice_today(self) -> str:
        day = timezone.localdate()
        has_begun = self.notice_from is None or self.notice_from <= day
        has_ended = self.notice_until is not None and self.notice_until < day
        return self.notice if has_begun and not has_ended else ""


class Public(NamedTuple):
    """Read in one statement: the version, and the words that stand on every page."""

    version: str
    words: Words


class _Read(NamedTuple):
    figures: str
    words: Words


def public() -> Public:
    """The version turns with every write to public data, midnight and release.

    Rows of ``PublicChange`` become visible when their transaction commits, so their
    sum grows with every commit, however late. The time tells apart what was written
    after a backup from what was written again after its restore.
    """
    read = _remembered.get() if settings.LISTENS_FOR_CHANGES else _read()
    version = f"{read.figures}.{timezone.localdate():%y%m%d}.{_release()}"
    return Public(version, read.words)


def public_version() -> str:
    return public().version


def _read() -> _Read:
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES)
        writes, last, words = cursor.fetchone()
    return _Read(f"{writes}.{int(last):x}", _words(words))


def _words(row: str | None) -> Words:
    if row is None:
        return Words()
    found = json.loads(row)
    for name in ("notice_from", "notice_until"):
        found[name] = found[name] and date.fromisoformat(found[name])
    return Words(**{name: found[name] for name in Words._fields})


_remembered = Remembered("public_change", _read)


def _release() -> str:
    # Whoever develops sees a changed template at once.
    return str(time.time_ns()) if settings.DEBUG else _source()


@cache
def _source() -> str:
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        root = Path(settings.BASE_DIR, folder)
        for pattern in _SOURCES:
            for path in sorted(root.rglob(pattern)):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
