"""Compile the German texts with Babel, for a user's machine may lack gettext."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"


def compile_texts(folder: Path = FOLDER) -> None:
    for source in folder.rglob("*.po"):
        target = source.with_suffix(".mo")
        if not _is_current(target, source):
            _compile(source, target)


def _is_current(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    new = target.with_suffix(f".{os.getpid()}.mo")
    with new.open("wb") as file:
        write_mo(file, catalog)
    new.replace(target)
