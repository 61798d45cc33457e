"""The portal as `make run` starts it, with the demo, in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass
class Portal:
    address: str
    environment: dict[str, str]

    def samples(self) -> dict[str, str]:
        """See `samples.py`, which asks the portal's own database."""
        answer = subprocess.run(
            [sys.executable, "-m", "tests.browser.samples"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(answer.stdout)

    def question(self, email: str) -> str:
        """A letter to this main editor; see `question.py`."""
        answer = subprocess.run(
            [sys.executable, "-m", "tests.browser.question", email],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return answer.stdout

    def come_due(self, title: str) -> None:
        """The time of a scheduled post has come; see `due.py`."""
        subprocess.run(
            [sys.executable, "-m", "tests.browser.due", title],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
        )


@contextmanager
def running() -> Iterator[Portal]:
    """It stops at the end."""
    with _folder() as folder, running_in(folder) as portal:
        yield portal


@contextmanager
def running_in(folder: Path) -> Iterator[Portal]:
    """With the data that the folder has already, or the demo."""
    port = _free_port()
    ours = {"PORT": str(port), "VAR_DIR": str(folder), "DATABASE_URL": ""}
    environment = {name: os.environ[name] for name in ("PATH", "HOME")} | ours
    with _process(environment):
        yield Portal(f"http://127.0.0.1:{port}", environment)


@contextmanager
def _folder() -> Iterator[Path]:
    # Not tmp_path: PostgreSQL runs as nobody for root, and must be able to go there.
    folder = Path(tempfile.mkdtemp(prefix="portal-browser-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def _process(environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        assert any("Das Portal läuft" in line for line in process.stdout)
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)
