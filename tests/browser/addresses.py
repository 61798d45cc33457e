"""The portal's pages read without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import BrowserContext

from tests.browser.pages import KINDS, open_kind


def fetch(address: str, **headers: str) -> HTTPResponse | HTTPError:
    """The answer, whatever its status."""
    request = Request(address, headers=headers)
    try:
        return urlopen(request)
    except HTTPError as error:
        return error


def of_all_pages(
    portal: str, context: BrowserContext, samples: dict[str, str]
) -> Iterator[str]:
    """Every page that the site map names, and one of each kind."""
    site_map = fetch(f"{portal}/sitemap.xml").read().decode()
    yield from re.findall(r"<loc>([^<]+)</loc>", site_map)
    page = context.new_page()
    for kind in KINDS:
        open_kind(page, kind, samples)
        yield page.url
