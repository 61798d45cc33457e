# ruff: noqa: T201 - a program whose output is what it prints
"""Measure the portal on an alliance of one size; the last line printed is JSON."""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from news import reading  # noqa: E402
from news.models import Post  # noqa: E402
from tests.bench.lists import lists  # noqa: E402
from tests.bench.posts import fill  # noqa: E402
from tests.bench.questions import QUESTIONS  # noqa: E402
from tests.bench.weight import weight  # noqa: E402

ROUNDS, REPEATS = 5, 40


def main(size: int) -> dict[str, str]:
    _prepare(size)
    client = Client(headers={"host": "127.0.0.1"})
    paths = _paths(client)
    unit = _cost(client, "/gesund/lebt")
    figures = {"U, ms of CPU": f"{unit * 1000:.2f}"}
    for name, path in paths.items():
        cost = _cost(client, path)
        figures[f"{name}, uncached"] = f"{cost / unit:.1f} U ({cost * 1000:.1f} ms)"
    etag = client.get(paths["directory"])["ETag"]
    cost = _cost(client, paths["directory"], {"if-none-match": etag})
    figures["directory, 304"] = f"{cost / unit:.2f} U"
    for name, path in paths.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        figures[f"{name}, queries"] = str(len(queries))
    cost = _median(_read_index)
    figures["index of all posts, once for each version"] = f"{cost / unit:.1f} U"
    return figures | _in_postgresql() | lists() | weight(client, paths) | _memory()


def _read_index() -> None:
    reading.forget()
    reading.index("")


def _prepare(size: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM members_organisation")
        (held,) = cursor.fetchone()
    if not held:
        began = time.perf_counter()
        call_command("demo", organisations=size, seed=1)
        took = time.perf_counter() - began
        print(f"demo: {took:.1f} s", file=sys.stderr)
    fill(size)


def _paths(client: Client) -> dict[str, str]:
    page = client.get("/anbieter/?ordnung=a-z").text
    slug = re.search(r'data-slug="([^"]+)"', page).group(1)
    post = Post.objects.public().newest_first().first()
    return {
        "directory": "/anbieter/",
        "directory, two filters and a text": (
            "/anbieter/?q=Beratung&stadt=essen&form=praesenz"
        ),
        "profile": f"/anbieter/{slug}/",
        "home": "/",
        "networks": "/netzwerke/",
        "partners": "/partner/",
        "a text": "/so-arbeiten-wir/",
        "API": "/api/v1/anbieter/",
        "news": "/aktuelles/",
        "news, the last page": "/aktuelles/?seite=9999",
        "post": post.get_absolute_url(),
        "feed": "/aktuelles/feed.atom",
    }


def _cost(client: Client, path: str, headers: dict[str, str] | None = None) -> float:
    """Seconds of CPU per request: the median of rounds, each over many requests."""

    def ask() -> None:
        client.get(path, headers=headers or {})

    return _median(ask)


def _median(ask: Callable[[], object]) -> float:
    ask()
    return median(_cpu(ask) for _round in range(ROUNDS))


def _cpu(ask: Callable[[], object]) -> float:
    backend = _backend()
    before = time.process_time() + _backend_cpu(backend)
    for _repeat in range(REPEATS):
        ask()
    return (time.process_time() + _backend_cpu(backend) - before) / REPEATS


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _backend_cpu(backend: int) -> float:
    return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9


def _in_postgresql() -> dict[str, str]:
    """Time in the database for each of 200 mixed questions, three times over."""
    client = Client(headers={"host": "127.0.0.1"})
    times = []
    for question in QUESTIONS:
        spent: list[float] = []
        with connection.execute_wrapper(_timer(spent)):
            client.get(f"/anbieter/?{question}")
        times.append(sum(spent) * 1000)
    cuts = quantiles(times, n=20)
    return {
        "200 questions, in PostgreSQL, median": f"{median(times):.1f} ms",
        "200 questions, in PostgreSQL, 95th percentile": f"{cuts[-1]:.1f} ms",
        "200 questions, in PostgreSQL, slowest": (
            f"{max(times):.1f} ms ({QUESTIONS[times.index(max(times))]})"
        ),
    }


def _timer(spent: list[float]) -> Callable:
    def measure(
        execute: Callable, sql: str, parameters: object, many: bool, context: dict
    ) -> object:
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            spent.append(time.perf_counter() - began)

    return measure


def _memory() -> dict[str, str]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"memory of the process at its peak": f"{peak / 1000:.0f} MB"}


if __name__ == "__main__":
    with settings.CLUSTER.hold():
        print(json.dumps(main(int(sys.argv[1])), ensure_ascii=False))
