"""Lists of members: the page of the office, which looks after all, and its files."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliance.models import User
from members.exchange.writing import CSV, XLSX, Listing
from members.models import Organisation
from networks.models import Network

OFFICE = "geschaeftsstelle@example.org"
PAGES = {
    "members of the office": "/koordination/mitglieder/",
    "members of the office, two filters and a name": (
        "/koordination/mitglieder/?q=kolleg&vorschlag=ohne&auffaellig=veraltet"
    ),
}
REPEATS = 5


def lists() -> dict[str, str]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=OFFICE))
    figures = {}
    for name, path in PAGES.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
            number = len(queries)
        times = [_seconds(client, path) for _repeat in range(REPEATS)]
        figures[name] = f"{median(times) * 1000:.0f} ms, {number} queries"
    for file_format in (CSV, XLSX):
        figures[f"list of all members as {file_format.upper()}"] = _file(file_format)
    return figures


def _seconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path)
    return time.perf_counter() - began


def _file(file_format: str) -> str:
    networks = list(Network.objects.values_list("pk", flat=True))
    members = Organisation.objects.members_of(networks).from_a_to_z()
    # Writing a 5 there makes the kernel forget the peak.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, began = _peak(), time.perf_counter()
    with tempfile.TemporaryFile() as file:
        extent = Listing(members, networks).write(file_format, file)
    took, more = time.perf_counter() - began, _peak() - before
    return f"{took:.1f} s, {extent.rows:,} rows, {more:+.0f} MB at the peak"


def _peak() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1000
