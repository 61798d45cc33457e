"""What a first view carries: the page and its files as they are sent, without logos."""

from __future__ import annotations

import gzip
import re

import brotli
from django.conf import settings
from django.test import Client

PAGES = ("home", "directory", "profile")
FILE = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"')


def weight(client: Client, paths: dict[str, str]) -> dict[str, str]:
    figures = {}
    for name in PAGES:
        page = client.get(paths[name]).content
        files = {file.decode(): _sent(file.decode()) for file in FILE.findall(page)}
        total = len(brotli.compress(page, quality=4)) + sum(files.values())
        script = sum(size for file, size in files.items() if file.endswith(".js"))
        figures[f"{name}, first view"] = (
            f"{total / 1000:.1f} KB, of it script {script / 1000:.1f} KB,"
            f" {len(files) + 1} requests"
        )
    html = gzip.compress(client.get(paths["directory"]).content)
    return figures | {"HTML of the directory, gzip": f"{len(html) / 1000:.1f} KB"}


def _sent(file: str) -> int:
    body = (settings.STATIC_ROOT / file).read_bytes()
    return len(body if file.endswith("woff2") else brotli.compress(body))
