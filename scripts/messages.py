"""Collect every marked English text and hold the German translation against them.

Without an argument the translation file is brought up to date; with `--check` it is
only compared. Babel reads the Python files and Django's own `templatize` turns the
templates into something Babel can read, so no gettext is needed.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
GERMAN = ROOT / "alliance/locale/de/LC_MESSAGES/django.po"
APPS = ["alliance", "networks", "members", "news", "campaigns", "fair"]
KEYWORDS = {
    name: places
    for base, places in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (base, f"{base}_lazy")
} | {"_": None, "gettext_noop": None}
UNTRIMMED = re.compile(r"{%-?\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")


def main() -> int:
    marked = collect()
    if sys.argv[1:] == ["--check"]:
        complaints = [*untrimmed_blocks(), *compare(marked, read())]
        print(*complaints, sep="\n", end="\n" if complaints else "")
        return 1 if complaints else 0
    write(marked)
    return 0


def collect() -> Catalog:
    catalog = Catalog(locale="de", fuzzy=False)
    for path in sources():
        text = path.read_text()
        if path.suffix != ".py":
            # Brackets, for the indentation of a template means nothing.
            text = f"({templatize(text)}\n)"
        found = extract(
            "python",
            io.BytesIO(text.encode()),
            KEYWORDS,
            comment_tags=["Translators"],
            strip_comment_tags=True,
        )
        for _line, message, comments, context in found:
            place = [(str(path.relative_to(ROOT)), 1)]
            catalog.add(message, None, place, auto_comments=comments, context=context)
    return catalog


def sources() -> Iterator[Path]:
    """Templates and Python files, without tests and what only looks like text."""
    for folder in [*APPS, "templates"]:
        for path in sorted((ROOT / folder).rglob("*")):
            is_template = path.suffix in (".html", ".txt") and "templates" in path.parts
            if is_template or path.suffix == ".py":
                yield path


def untrimmed_blocks() -> Iterator[str]:
    for path in sources():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if UNTRIMMED.search(line):
                place = f"{path.relative_to(ROOT)}:{number}"
                yield f"{place}: {{% blocktranslate %}} ohne „trimmed“."


def compare(marked: Catalog, german: Catalog) -> Iterator[str]:
    for message in marked:
        if not message.id:
            continue
        translation = german.get(message.id, message.context)
        place = message.locations[0][0]
        if translation is None or not is_translated(translation.string):
            yield f"{place}: ohne Übersetzung: {message.id!r}"
        elif translation.fuzzy:
            yield f"{place}: unsichere Übersetzung (fuzzy): {message.id!r}"
    for message, errors in german.check():
        yield f"{message.id!r}: {errors[0]}"


def is_translated(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def read() -> Catalog:
    if not GERMAN.exists():
        return Catalog(locale="de", fuzzy=False)
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de")


def write(marked: Catalog) -> None:
    german = read()
    german.update(marked, no_fuzzy_matching=True, update_creation_date=False)
    GERMAN.parent.mkdir(parents=True, exist_ok=True)
    with GERMAN.open("wb") as file:
        write_po(
            file,
            german,
            width=88,
            include_lineno=False,
            ignore_obsolete=True,
            sort_output=True,
        )


if __name__ == "__main__":
    sys.exit(main())
