"""What search engines read: things in the words of schema.org, as dictionaries."""

from __future__ import annotations

import json
import re
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from alliance.brand import NAME

type Thing = dict[str, Any]

# No text may end the script that it stands in.
_RISKY = re.compile("[<>&\u2028\u2029]")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(data: Thing) -> str:
    """JSON that may stand in HTML."""
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", _encode(data))


def graph(*things: Thing) -> Thing:
    return {"@context": "https://schema.org", "@graph": things}


def thing(kind: str, **properties: object) -> Thing:
    """Without what is not known; nothing is said of that."""
    said = {name: value for name, value in properties.items() if value}
    return {"@type": kind, **said}


def named(path: str, fragment: str) -> Thing:
    """How other pages refer to a thing, for ever."""
    return {"@id": f"{settings.SITE_URL}{path}#{fragment}"}


def alliance() -> Thing:
    return named("/", "buendnis") | thing(
        "Organization",
        name=NAME,
        url=f"{settings.SITE_URL}/",
        logo=f"{settings.SITE_URL}{static('alliance/img/icon-512.png')}",
    )


def trail(*steps: tuple[str, str]) -> Thing:
    """The way to a page from the home page: names and paths."""
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": name,
            "item": f"{settings.SITE_URL}{path}",
        }
        for number, (name, path) in enumerate([(_("Home"), "/"), *steps], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
