"""The keyboard, as somebody without a mouse uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

MOST_STOPS = 200


def reach(page: Page, target: Locator) -> None:
    """Go there by the Tab key."""
    for _stop in range(MOST_STOPS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The Tab key does not lead to {target}.")


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    """In place of what stood there."""
    reach(page, page.get_by_label(label, exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
