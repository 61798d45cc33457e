"""What WordPress writes in square brackets, as HTML or as nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

# None looks further than to the next bracket or tag that begins.
_CAPTION = re.compile(
    r"\[(?:wp_)?caption[^\[\]]*\]"
    r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)"
    r"([^\[]*(?:\[(?!/?(?:wp_)?caption)[^\[]*)*)\[/(?:wp_)?caption\]"
)
_GALLERY = re.compile(r"\[gallery\b([^\[\]]*)\]")
_IDS = re.compile(r"\bids=[\"']?([0-9, ]+)")
_EMBED = re.compile(
    r"\[(embed|video|audio)\b[^\[\]]*\]\s*(https?://[^\[\s]+)\s*\[/\1\]"
)
# Of page builders and forms: what they stood around stays.
_OTHER = re.compile(
    r"\[/?(?:(?:vc|et_pb|fusion|av|su)_\w+|caption|wp_caption|gallery|embed|video|audio"
    r"|playlist|contact-form-7|contact-form|ninja_form|button|row|column)\b[^\[\]\n]*\]"
)


def resolve(html: str, file_of: Callable[[str], str]) -> str:
    """``file_of`` knows where the picture of a number is."""

    def gallery(found: re.Match[str]) -> str:
        ids = _IDS.search(found[1])
        numbers = dict.fromkeys(ids[1].replace(" ", "").split(",") if ids else ())
        files = [file_of(number) for number in numbers]
        return "".join(f'<p><img src="{escape(file)}"></p>' for file in files if file)

    html = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
    html = _EMBED.sub(r'<p><a href="\2">\2</a></p>', _GALLERY.sub(gallery, html))
    return _OTHER.sub("", html)
