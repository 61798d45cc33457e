"""Figures in texts: counted live where the text has its name in double braces."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.utils.formats import number_format
from django.utils.module_loading import import_string

from alliance.prose import PageText, render_page

_FIGURE = re.compile(r"\{\{([^{}]*)\}\}")


def rendered(text: str) -> PageText:
    """The text of a page as it is shown now."""
    return render_page(_filled(text))


def unknown(text: str) -> list[str]:
    """Names in double braces for which there is no figure."""
    named = dict.fromkeys(name.strip() for name in _FIGURE.findall(text))
    known = _figures() if named else {}
    return [name for name in named if name not in known]


def names() -> list[str]:
    return sorted(_figures())


def _filled(text: str) -> str:
    if not _FIGURE.search(text):
        return text
    figures = _figures()

    def figure(match: re.Match[str]) -> str:
        number = figures.get(match[1].strip())
        return match[0] if number is None else _written(number)

    return _FIGURE.sub(figure, text)


def _written(number: int) -> str:
    return str(number_format(number, use_l10n=True, force_grouping=True))


def _figures() -> dict[str, int]:
    count: Callable[[], dict[str, int]] = import_string(settings.PAGE_FIGURES)
    return count()
