"""The OpenAPI document, in German, made once from what the operations declare."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from members.api import networks, partners, providers, table, terms
from members.api.operations import api

ROOT = "/api/v1"
# Imported, each module has put its operations into the document.
RESOURCES = (providers, table, partners, networks, terms)

_ORDER = ("anbieter", "anbieter.csv", "partner", "netzwerke", "merkmale")
_SPOKEN = ("summary", "description")
_MEANINGS = {
    "200": gettext_noop("The answer"),
    "304": gettext_noop("Unchanged since the ETag that If-None-Match names"),
    "400": gettext_noop("The address contains characters that are not allowed"),
    "404": gettext_noop("There never was such an entry"),
    "405": gettext_noop("Only GET and HEAD read"),
    "410": gettext_noop("The entry was public once and is no longer"),
    "429": gettext_noop("Too many requests from one address"),
    "503": gettext_noop("The portal cannot be reached for a moment"),
}


@cache
def document() -> dict[str, Any]:
    raw = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    raw["paths"] = dict(sorted(raw["paths"].items(), key=_place))
    for path in raw["paths"].values():
        for status, response in path["get"]["responses"].items():
            response["description"] = _MEANINGS[status]
            response["headers"] = _headers(status)
    _translate(raw)
    return raw


def _place(path: tuple[str, Any]) -> int:
    return _ORDER.index(path[0].removeprefix(f"{ROOT}/").partition("/")[0])


def _headers(status: str) -> dict[str, Any]:
    if status in ("200", "304"):
        tag = gettext_noop("For If-None-Match: unchanged data cost a 304.")
        return {"ETag": {"description": tag, "schema": {"type": "string"}}}
    if status in ("429", "503"):
        wait = gettext_noop("How many seconds to wait.")
        seconds = {"type": "integer", "minimum": 1}
        return {"Retry-After": {"description": wait, "schema": seconds}}
    return {}


def _translate(node: Any) -> None:
    """Put German into the sentences, wherever they stand."""
    if isinstance(node, list):
        for item in node:
            _translate(item)
    if isinstance(node, dict):
        for name, value in node.items():
            if name in _SPOKEN and isinstance(value, str) and value:
                node[name] = _(value)
            else:
                _translate(value)
