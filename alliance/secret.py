"""A secret of this machine, for the embedded default: made once, read ever after."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def local_secret(path: Path) -> str:
    """The secret in this file, which only its owner can read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _publish(secrets.token_urlsafe(64), path)
    return path.read_text()


def _publish(text: str, path: Path) -> None:
    # A link appears whole or not at all, and the first of two processes wins.
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".secret-") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
