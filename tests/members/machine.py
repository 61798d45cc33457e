"""Reads the directory's page as the contract lets machines read it."""

from html.parser import HTMLParser


class Machine(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.count = None
        self.slugs, self.links, self.hidden = [], [], []
        self.facets, self.ticked = {}, set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "input":
            self.read_input(**{"type": "text"} | attributes)
        if tag == "a":
            self.links.append(attributes["href"])
        if attributes.get("data-testid") == "results":
            self.count = int(attributes["data-count"])
        if "data-slug" in attributes:
            self.slugs.append(attributes["data-slug"])

    def read_input(self, type, name="", value="", **attributes):  # noqa: A002
        if type == "hidden":
            self.hidden.append((name, value))
        if type == "checkbox":
            self.facets.setdefault(name, {})[value] = int(attributes["data-count"])
            if "checked" in attributes:
                self.ticked.add((name, value))


def read(client, address):
    return Machine(client.get(address).text)
