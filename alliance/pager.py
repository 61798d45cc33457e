"""The links from one page of a long list to the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

# So many pages are named on either side of the current one.
BESIDE = 2


class Page(NamedTuple):
    """One page of a long list; without an address it stands for those left out."""

    number: int
    address: str


def page_list(current: int, last: int, address: Callable[[int], str]) -> list[Page]:
    """The pages worth a link; ``address`` gives the query string of a page."""
    near = range(current - BESIDE, current + BESIDE + 1)
    shown: list[Page] = []
    for number in sorted({1, last, *near} & set(range(1, last + 1))):
        if shown and number > shown[-1].number + 1:
            shown.append(Page(0, ""))
        shown.append(Page(number, address(number)))
    return shown
