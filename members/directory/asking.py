"""A request's question to the directory: for the page and for the API alike."""

from __future__ import annotations

from django.utils import timezone

from alliance.http import AnyRequest
from members.directory.query import parse
from members.directory.results import Results
from members.directory.search import PAGE_SIZE, search
from members.directory.vocabulary import vocabulary


def ask(
    request: AnyRequest, *, size: int = PAGE_SIZE, has_map: bool = False
) -> Results:
    day = timezone.localdate()
    words = vocabulary(request.public_version)
    query = parse(request.GET, words, day)
    return search(query, vocabulary=words, day=day, size=size, has_map=has_map)
