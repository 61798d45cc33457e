"""Forms as a browser sends them."""

import re
from html import unescape


def fields(response):
    """What the page's last form would send if nobody typed."""
    html = response.text.rpartition("<form")[2]
    found = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        is_choice = attributes["type"] in ("checkbox", "radio")
        if attributes["type"] != "file" and (not is_choice or " checked" in tag):
            value = attributes.get("value", "on" if is_choice else "")
            found.setdefault(attributes["name"], []).append(unescape(value))
    return found


def send(page, address, **typed):
    """Open a page and send its form with what was typed."""
    return page.post(address, fields(page.get(address)) | typed)
