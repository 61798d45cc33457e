"""The text of a post as clean HTML, with its pictures as figures.

A picture stands alone in its paragraph, as ``![what it shows](bild:7 "credit")``, and
is one of the post's own. HTML is made when a post is saved, and read as it is from then
on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from alliance.prose import mark_links_elsewhere
from members.validators import clean_line
from news import pictures

if TYPE_CHECKING:
    from news.models import Picture, Post

_RULES = [
    *("list", "heading", "emphasis", "link", "autolink", "escape", "newline"),
    *("blockquote", "image", "hr"),
]
_TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "blockquote"),
    "hr",
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_SHOWN = re.compile(r"!\[([^\[\]\n]*)\]\(bild:[0-9]{1,18}(?: \"([^\"\n]*)\")?\)")
_OURS = re.compile(r"bild:([0-9]{1,18})")
# Stands for a picture until the text is clean; nobody can type it, for it is dropped.
_MARK = "\ue000"
_PLACE = re.compile(f"<p>{_MARK}([0-9]+){_MARK}</p>")

# A picture on a line of its own is a paragraph, though none is empty before or after.
_LINE = re.compile(
    r"^!\[[^\[\]\n]*\]\(bild:[0-9]{1,18}(?: \"[^\"\n]*\")?\)[ \t]*$", re.MULTILINE
)

_markdown = MarkdownIt("zero", {"breaks": True}).enable(_RULES)


def render(post: Post) -> str:
    own = {picture.pk: picture for picture in post.pictures.all()} if post.pk else {}
    return html(post.body, own)


def html(text: str, own: dict[int, Picture]) -> str:
    """``own`` are the pictures that the text may show, by their ids."""
    apart = _LINE.sub(r"\n\g<0>\n", text.replace(_MARK, ""))
    tokens = _markdown.parse(apart)
    figures: list[SafeString] = []
    before = None
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = "h2" if token.tag in ("h1", "h2") else "h3"
        elif token.type == "inline":
            # A tight list has paragraphs that are not shown.
            is_shown = before and before.type == "paragraph_open" and not before.hidden
            _place_pictures(token, own if is_shown else {}, figures)
        before = token
    mark_links_elsewhere(tokens)
    clean = nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href", "rel"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return _PLACE.sub(lambda found: figures[int(found[1])], clean)


def named_pictures(text: str) -> set[int]:
    """The ids of the pictures that the text shows or tries to show."""
    return {int(found) for found in _OURS.findall(text)}


def line(picture: int) -> str:
    """What shows a picture in the text, once its writer has filled it in."""
    return f'![{_("what it shows")}](bild:{picture} "{_("credit")}")'


def is_filled_in(text: str) -> bool:
    """Whether each picture says what it shows, and none what ``line`` left open."""
    open_words = {"", _("what it shows")}
    return not any(
        alternative.strip() in open_words or credit == _("credit")
        for alternative, credit in _SHOWN.findall(text)
    )


def words(text: str) -> str:
    """What one paragraph or heading says; nothing for what is anything else."""
    tokens = _markdown.parse(text)
    if len(tokens) != 3 or tokens[1].type != "inline":  # noqa: PLR2004
        return ""
    children = tokens[1].children or []
    return "".join("\n" if one.tag == "br" else one.content for one in children)


def _place_pictures(
    inline: Token, own: dict[int, Picture], figures: list[SafeString]
) -> None:
    """Pictures alone in a paragraph become figures; elsewhere their words stay."""
    children = inline.children or []
    is_alone = len(children) == 1
    for child in children:
        if child.type != "image":
            continue
        found = _OURS.fullmatch(str(child.attrGet("src") or ""))
        picture = own.get(int(found[1])) if found else None
        alternative = child.content
        # Entities in it are signs by now, maybe such as nobody can type.
        credit = clean_line(str(child.attrGet("title") or "").replace(_MARK, ""))
        child.type, child.tag, child.children = "text", "", None
        if is_alone and picture and alternative:
            child.content = f"{_MARK}{len(figures)}{_MARK}"
            figures.append(pictures.figure(picture, alternative, credit))
        else:
            child.content = alternative
