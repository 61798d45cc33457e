"""Compress public pages; they hold no secret that a length could betray."""

import gzip
import re
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse

IDENTITY, GZIP, BROTLI = "i", "g", "b"
_NAMES = {GZIP: "gzip", BROTLI: "br"}
_REFUSED = re.compile(r";\s*q=0(\.0*)?$")


def chosen(request: HttpRequest) -> str:
    return _chosen(request.headers.get("Accept-Encoding", "")[:200].lower())


@lru_cache(maxsize=64)
def _chosen(accepted: str) -> str:
    names = {
        part.partition(";")[0].strip()
        for part in accepted.split(",")
        if not _REFUSED.search(part.strip())
    }
    if "br" in names:
        return BROTLI
    return GZIP if "gzip" in names else IDENTITY


def _is_dense(response: HttpResponse) -> bool:
    return response["Content-Type"].startswith("image/")


def compress(response: HttpResponse, encoding: str) -> None:
    if encoding == IDENTITY or response.streaming or _is_dense(response):
        return
    if encoding == BROTLI:
        response.content = brotli.compress(response.content, quality=4)
    else:
        response.content = gzip.compress(response.content, 5, mtime=0)
    response["Content-Encoding"] = _NAMES[encoding]
