# ruff: noqa: T201 - a program whose output is what it prints
"""Make the alliances, measure each in a process of its own, print one table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

# The portal that it starts has an environment of its own; here the folder is enough.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")

from tests.bench.lighthouse import lighthouse

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = (150, 5_000, 100_000)


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    columns = [_measure(size) for size in sizes]
    # It takes minutes, and what it marks is the same for all sizes.
    columns[0] |= lighthouse(_folder(sizes[0]))
    _print_table(sizes, columns)


def _measure(size: int) -> dict[str, str]:
    folder = _folder(size)
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"VAR_DIR": str(folder), "STATEMENT_TIMEOUT_MS": "0"}
    print(f"… {size} Organisationen", file=sys.stderr, flush=True)
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.measure", str(size)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(answer.stdout.splitlines()[-1])


def _folder(size: int) -> Path:
    return ROOT / "var" / "bench" / str(size)


def _print_table(sizes: list[int], columns: list[dict[str, str]]) -> None:
    names = list(dict.fromkeys(name for column in columns for name in column))
    print("| What | " + " | ".join(f"{size:,}" for size in sizes) + " |")
    print("|---" * (len(sizes) + 1) + "|")
    for name in names:
        cells = " | ".join(column.get(name, "–") for column in columns)
        print(f"| {name} | {cells} |")


if __name__ == "__main__":
    main()
