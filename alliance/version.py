"""The version of what the public reads: data, day and code."""

import hashlib
import time
from functools import cache
from pathlib import Path

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
    SELECT coalesce(sum(writes), 0), coalesce(extract(epoch FROM max(at)) * 1000, 0)
    FROM alliance_publicchange
"""


def public_version() -> str:
    """Turns with every write to public data, every midnight and every release.

    Rows of ``PublicChange`` become visible when their transaction commits, so their
    sum grows with every commit, however late. The time tells apart what was written
    after a backup from what was written again after its restore.
    """
    figures = _figures.get() if settings.LISTENS_FOR_CHANGES else _read()
    return f"{figures}.{timezone.localdate():%y%m%d}.{_release()}"


def _read() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES)
        writes, last = cursor.fetchone()
    return f"{writes}.{int(last):x}"


_figures = Remembered("public_change", _read)


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
