"""Child processes that are kept alive together and stopped together."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from django.utils import timezone

from alliance.terminal import PlainError, say, undisturbed

_PAUSE = 0.25
_STILLBORN = 3
_PATIENCE = 30
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process, and how to start it again."""

    label: str
    command: Sequence[str]
    environment: Mapping[str, str]
    keep: Sequence[int] = ()
    process: subprocess.Popen[bytes] = field(init=False)
    begun: float = field(init=False)

    def start(self) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            pass_fds=self.keep,
            stdin=subprocess.DEVNULL,
            # Ctrl-C is for the parent, who stops all in good order.
            start_new_session=True,
            # Only a system call, and before it no thread of ours holds a lock.
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        )

    def revive(self) -> None:
        status = self.process.poll()
        if status is None:
            return
        # A negative status is a signal from outside, which says nothing about us.
        if status >= 0 and time.monotonic() - self.begun < _STILLBORN:
            raise PlainError(f"{self.label} ist beim Start gescheitert (siehe oben).")
        say(f"{self.label} war beendet und startet neu.")
        self.start()

    def stop(self, deadline: float) -> None:
        try:
            self.process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Hourly:
    """A command that runs beside us at the start and in each new hour."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self.begun: datetime | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def look(self) -> None:
        hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        is_busy = self.process is not None and self.process.poll() is None
        if hour != self.begun and not is_busy:
            self.begun = hour
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)

    def __exit__(self, *_error: object) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def supervise(children: Sequence[Child], also: Callable[[], None]) -> None:
    """Run until an exception, such as the one of Ctrl-C; `also` runs every while."""
    try:
        for child in children:
            child.start()
        while True:
            time.sleep(_PAUSE)
            also()
            for child in children:
                child.revive()
    finally:
        with undisturbed():
            _stop([child for child in children if hasattr(child, "process")])


def _stop(children: Sequence[Child]) -> None:
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + _PATIENCE
    for child in children:
        child.stop(deadline)


def _die_with_parent() -> None:
    """Even kill -9 of the parent leaves no server on the port. Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
