"""A form as a browser would send it: what the page holds, with some of it changed."""

from __future__ import annotations

from html.parser import HTMLParser


class Forms(HTMLParser):
    """What each form of a page would send, by its action."""

    def __init__(self, html):
        super().__init__()
        self.found = {}
        self._fields = None
        self._area = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self._fields = self.found.setdefault(attributes.get("action"), {})
        elif self._fields is None or "name" not in attributes:
            return
        elif tag == "input":
            self._add_input(attributes)
        elif tag == "textarea":
            self._area = attributes["name"], ""

    def handle_data(self, data):
        if self._area:
            name, text = self._area
            self._area = name, text + data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            name, text = self._area
            self._add(name, text.removeprefix("\n"))
            self._area = None
        elif tag == "form":
            self._fields = None

    def _add_input(self, attributes):
        kind = attributes.get("type", "text")
        is_choice = kind in ("checkbox", "radio")
        if is_choice and "checked" not in attributes:
            return
        if kind not in ("file", "submit"):
            value = attributes.get("value", "on" if is_choice else "")
            self._add(attributes["name"], value)

    def _add(self, name, value):
        # Browsers send all line ends alike.
        text = value.replace("\r\n", "\n").replace("\n", "\r\n")
        self._fields.setdefault(name, []).append(text)


def held(page, action=None):
    """What this form of a page would send; without its action, the page's own form."""
    found = Forms(page.text).found
    if action is None and None not in found:
        *_others, action = found
    return found[action]


def begin(client, address):
    """Open a page and return what its form would send."""
    return held(client.get(address))


def fill(client, address, **changes):
    """Open a page, change some of its form and send it."""
    return client.post(address, begin(client, address) | changes)
