"""A folder with the pictures of an old website: found by name, and drawn anew.

Only plain files below the folder are in it; nothing that a text says leads outside.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from alliance import uploads
from alliance.images import redraw
from news.pictures import LARGEST_SIDE

_SIZE = re.compile(r"-[0-9]{1,5}x[0-9]{1,5}(?=\.\w+$)")
_NAME_END = re.compile(r"(?=\.\w+$)")


class MissingError(Exception):
    """A picture that cannot be shown; a sentence says why."""


class Album:
    def __init__(self, folder: Path | None) -> None:
        self._drawings = TemporaryDirectory()
        self._drawn: dict[Path, Path | str] = {}
        self._paths: dict[str, list[Path]] = {}
        for path in sorted(_files(folder) if folder else []):
            self._paths.setdefault(_key(path.name), []).append(path)

    def __enter__(self) -> Album:
        return self

    def __exit__(self, *_error: object) -> None:
        self._drawings.cleanup()

    def picture(self, *sources: str) -> Path:
        """Where the drawing of the first that is there lies, until the album closes."""
        found = next(filter(None, map(self._find, sources)), None)
        if found is None:
            names = [name for source in sources if (name := _last(source))]
            words = {"name": names[-1] if names else "?"}
            raise MissingError(
                _("The picture “%(name)s” is not in the folder.") % words
            )
        if found not in self._drawn:
            self._drawn[found] = self._draw(found)
        drawn = self._drawn[found]
        if isinstance(drawn, str):
            raise MissingError(f"„{found.name}“: {drawn}")
        return drawn

    def _draw(self, path: Path) -> Path | str:
        try:
            with path.open("rb") as file:
                content = uploads.read(File(file))  # type: ignore[arg-type]
            drawn = redraw(content, LARGEST_SIDE)
        except ValidationError as error:
            return " ".join(error.messages)
        except OSError:
            return _("The file cannot be read.")
        place = Path(self._drawings.name) / str(len(self._drawn))
        place.write_bytes(drawn)
        return place

    def _find(self, source: str) -> Path | None:
        """The original first, then the size of it that is asked for.

        Of several with one name, the one whose folders are those of the address.
        """
        name = _last(source)
        original = _SIZE.sub("", name)
        for one in (original, _NAME_END.sub("-scaled", original, count=1), name):
            if paths := self._paths.get(_key(one)):
                return max(paths, key=lambda path: _likeness(path, source))
        return None


def _files(folder: Path) -> list[Path]:
    found = []
    for root, _folders, names in os.walk(folder, followlinks=False):
        paths = [Path(root) / name for name in names]
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return found


def _parts(source: str) -> list[str]:
    try:
        path = urlsplit(source).path
    except ValueError:
        return []
    return [part for part in re.split(r"[/\\]", unquote(path)) if part]


def _last(source: str) -> str:
    return "".join(_parts(source)[-1:])


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _likeness(path: Path, source: str) -> int:
    pairs = zip(path.parts[-2::-1], _parts(source)[-2::-1], strict=False)
    number = 0
    for ours, theirs in pairs:
        if _key(ours) != _key(theirs):
            break
        number += 1
    return number
