"""The cases of the search corpus, and how they are asked: through import and page."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from members.models import Organisation

DATA = Path(__file__).parent.parent / "data"
CASES = [
    case
    for name in ("search_cases.toml", "more_search_cases.toml")
    for case in tomllib.loads((DATA / name).read_text())["case"]
]
ITEM = re.compile(r'<li[^>]* data-slug="([^"]+)"')
TOTAL = re.compile(r'data-testid="results" data-count="(\d+)"')


def params(cases):
    return [pytest.param(case, id=case["q"]) for case in cases]


def import_corpus() -> None:
    call_command("import_members", DATA / "search_corpus.csv", verbosity=0)


def finder(client: Client) -> Callable[[str], list[str]]:
    """A function from a text to the numbers that it finds, in the pages' order."""

    def find(text: str) -> list[str]:
        slugs, page, total = [], 1, 1
        while len(slugs) < total:
            answer = client.get("/anbieter/", {"q": text, "seite": page}).text
            total, page = int(TOTAL.search(answer)[1]), page + 1
            slugs += ITEM.findall(answer)
        numbers = dict(Organisation.objects.values_list("slug", "number"))
        return [numbers[slug] for slug in slugs]

    return find
