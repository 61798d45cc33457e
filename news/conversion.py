"""Old HTML as the small Markdown of ``news.markup``.

Words, paragraphs, lists, headings, quotations, emphasis and links stay; tables become
lines; scripts and frames go. Each picture stands in a paragraph of its own, as a place
that ``place`` names: who knows the pictures puts in there what shows them.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import nh3

from members.validators import clean_line, visible
from news.marking import BREAK, Piece, paragraphs

_INLINE = {"a", "b", "strong", "i", "em", "br", "img", "figcaption"}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "pre"),
    *("table", "caption", "tr", "td", "th", "dl", "dt", "dd", "address", "center"),
}
_GONE = {
    *("script", "style", "iframe", "object", "embed", "noscript", "template", "form"),
    *("svg", "math", "video", "audio", "canvas", "select", "button", "title", "head"),
}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "title", "class"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### "}
_HEADINGS |= dict.fromkeys(("h4", "h5", "h6"), "### ")
_STRONG, _EMPHASIS = {"b", "strong"}, {"i", "em"}
_CELLS = {"td", "th"}
_PARTS = _BLOCKS - _CELLS  # what the text around it ends at
_LISTS = {"ul", "ol"}

_IN_ADDRESS = "/:?#@!$&',;=%+~-._"

# What we write ourselves in the meantime, so that nobody can have typed it; and NUL.
_PRIVATE = re.compile("[\x00\ue000-\ue00f]")
_PLACE = "\ue000{}\ue000"
PLACE = re.compile(_PLACE.format("([0-9]+)"))


class Sight(NamedTuple):
    """A picture in the HTML, with what is said about it."""

    source: str
    alt: str = ""
    classes: str = ""
    caption: str = ""


class Block(NamedTuple):
    """A part of the text, and what it stands in: lists and quotations."""

    text: str
    inside: tuple[str, ...] = ()
    is_item: bool = False


class Converted(NamedTuple):
    text: str
    sights: list[Sight]


def place(number: int) -> str:
    """What stands in the text for the picture of this number."""
    return _PLACE.format(number)


def convert(html: str, *, at: str = "", has_lines: bool = False) -> Converted:
    """``at`` is where it stood; with ``has_lines`` an empty line parts paragraphs."""
    clean = nh3.clean(
        _PRIVATE.sub("", html),
        tags=_INLINE | _BLOCKS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES | {"data"},
        link_rel=None,
    )
    reader = _Reader(at, has_lines=has_lines)
    reader.feed(clean)
    reader.close()
    return reader.converted()


def words(html: str) -> str:
    """The text of HTML alone, in one line."""
    spaced = re.sub(r"<(?=/?(?:p|br|li|h[1-6]|div|td|tr)\b)", " <", html)
    clean = nh3.clean(spaced, tags=set(), clean_content_tags=_GONE)
    reader = _Reader("", has_lines=False)
    reader.feed(clean)
    reader.close()
    return clean_line("".join(piece.text for piece in reader.pieces))


class _Reader(HTMLParser):
    """Puts the blocks together, one after the other."""

    def __init__(self, at: str, *, has_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.at, self.has_lines = at, has_lines
        self.blocks: list[Block] = []
        self.sights: list[Sight] = []
        self.pieces: list[Piece] = []
        self.beginning = ""  # of a heading
        self.inside: list[str] = []  # lists and quotations
        self.counts: list[int] = []  # of the items of each
        self.mark = ""  # of an item that has not said anything yet
        self.depth: Counter[str] = Counter()
        self.link = ""
        self.caption: list[str] | None = None
        self.waiting: list[Sight] = []

    # What HTML says

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _PARTS:
            self._end_block()
        match tag:
            case "a":
                self.link = _address(values.get("href", ""), self.at)
            case "br":
                self.pieces.append(Piece(BREAK))
            case "img":
                alt = clean_line(values.get("alt", ""))
                self.waiting.append(
                    Sight(values.get("src", ""), alt, values.get("class", ""))
                )
            case _:
                self._open(tag)

    def _open(self, tag: str) -> None:
        self.depth[tag] += 1
        if tag == "hr":
            self._write("---")
        elif tag == "figcaption":
            self._end_block()
            self.caption = []
        elif tag in _HEADINGS and not self.inside:
            self.beginning = _HEADINGS[tag]
        elif tag in _CELLS and self.pieces:
            self.pieces.append(Piece(" · "))
        else:
            self._go_in(tag)

    def _go_in(self, tag: str) -> None:
        if tag in _LISTS or tag == "blockquote":
            self.inside.append(tag)
            self.counts.append(0)
        elif tag == "li" and self.inside and self.inside[-1] in _LISTS:
            self.counts[-1] += 1
            self.mark = "- " if self.inside[-1] == "ul" else f"{self.counts[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        self.depth[tag] -= 1
        if tag == "a":
            self.link = ""
        elif tag == "figcaption":
            self._end_caption()
        elif tag in _PARTS:
            self._end_block()
            self.beginning = ""
            if tag in _LISTS or tag == "blockquote":
                self.inside.pop()
                self.counts.pop()
                self.mark = ""
            self._show()

    def handle_data(self, data: str) -> None:
        text = visible(data)
        if self.caption is not None:
            self.caption.append(text)
            return
        if self.depth["pre"] or (self.has_lines and not self.depth["table"]):
            text = text.replace("\n", BREAK)
        # A heading is strong enough.
        is_strong = not self.beginning and any(self.depth[tag] for tag in _STRONG)
        is_emphasised = any(self.depth[tag] for tag in _EMPHASIS)
        for part in re.split(f"({BREAK})", text):
            kinds = () if part == BREAK else (self.link, is_strong, is_emphasised)
            self.pieces.append(Piece(part, *kinds))

    # What becomes of it

    def _end_caption(self) -> None:
        caption = clean_line(" ".join(self.caption or []))
        self.caption = None
        if self.waiting:
            self.waiting[-1] = self.waiting[-1]._replace(caption=caption)
        else:
            self.pieces.append(Piece(caption))
            self._end_block()

    def _show(self) -> None:
        """Pictures go where nothing is around them."""
        if self.inside or self.depth["figure"]:
            return
        for sight in self.waiting:
            self.blocks.append(Block(place(len(self.sights))))
            self.sights.append(sight)
        self.waiting = []

    def _end_block(self) -> None:
        pieces, self.pieces = self.pieces, []
        for text in paragraphs(pieces, is_heading=bool(self.beginning)):
            self._write(self.beginning + text)
        self._show()

    def _write(self, text: str) -> None:
        first, others = self._margins()
        is_item, self.mark = bool(self.mark), ""
        lines = text.split("\n")
        told = [first + lines[0], *(others + line for line in lines[1:])]
        self.blocks.append(Block("\n".join(told), tuple(self.inside), is_item))

    def _margins(self) -> tuple[str, str]:
        """What stands before the first line of a block, and before its others."""
        margins = [
            "> " if one == "blockquote" else " " * (2 if one == "ul" else _width(count))
            for one, count in zip(self.inside, self.counts, strict=True)
        ]
        others = "".join(margins)
        if not self.mark:
            return others, others
        return "".join(margins[:-1]) + self.mark, others

    def converted(self) -> Converted:
        self._end_block()
        self.inside.clear()
        self.depth.clear()
        self._show()
        return Converted(_together(self.blocks), self.sights)


def _width(count: int) -> int:
    return len(f"{count}. ")


def _together(blocks: list[Block]) -> str:
    """Items of a list stand close, paragraphs of a quotation in one."""
    text, before = "", Block("")
    for block in blocks:
        if block.is_item and before.inside:
            between = "\n"
        elif block.inside == before.inside == ("blockquote",):
            between = "\n>\n"
        else:
            between = "\n\n" if text else ""
        text, before = text + between + block.text, block
    return text


def _address(href: str, at: str) -> str:
    """Where a link leads, from anywhere; nothing for what is no address."""
    if not href:
        return ""
    try:
        address = urljoin(at, clean_line(href))
        is_known = urlsplit(address).scheme in _SCHEMES
    except ValueError:
        return ""
    return quote(address, safe=_IN_ADDRESS) if is_known else ""
