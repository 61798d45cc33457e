"""Pictures of every kind of page, to be looked at: ``make screenshots``."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")

from tests.browser.pages import KINDS, open_kind
from tests.browser.portal import Portal, running

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
WIDTHS = (320, 1280)
IN_DARK = ("home", "directory", "provider-full", "post")
IN_FORCED_COLOURS = ("city",)


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Für Bilder der Seiten fehlt chromium (apt-get install chromium).")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with running() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for width in WIDTHS:
            _take_all(browser, portal, width)
        browser.close()


def _take_all(browser: Browser, portal: Portal, width: int) -> None:
    samples = portal.samples()
    screen = {"width": width, "height": 800}
    with browser.new_context(
        base_url=portal.address,
        locale="de-DE",
        viewport=screen,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        for kind in KINDS:
            open_kind(page, kind, samples)
            _take(page, f"{kind}-{width}")
            if kind in IN_DARK:
                page.emulate_media(color_scheme="dark")
                _take(page, f"{kind}-{width}-dark")
                page.emulate_media(color_scheme="light")
            if kind in IN_FORCED_COLOURS:
                page.emulate_media(forced_colors="active")
                _take(page, f"{kind}-{width}-forced-colours")
                page.emulate_media(forced_colors="none")


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


if __name__ == "__main__":
    main()
