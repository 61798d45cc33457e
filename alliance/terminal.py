"""What a person at the terminal reads: plain sentences, and signs of progress."""

import errno
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from django.core.exceptions import ImproperlyConfigured
from django.db import NotSupportedError, OperationalError, ProgrammingError

_SOON = 1.0
_UNREACHABLE = ("08", "28", "3D", "57P")


class PlainError(Exception):
    """What went wrong, as one German sentence; nobody needs the traceback."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def sentence_for(error: BaseException) -> str | None:
    """The German sentence for an error that is not a programmer's; else nothing."""
    match error:
        case PlainError() | ImproperlyConfigured():
            return str(error)
        case OperationalError():
            return _database_sentence(error)
        case ProgrammingError() if _state(error) == "42P01":
            return "In der Datenbank fehlen Tabellen. Führen Sie zuerst „make run“ aus."
        case NotSupportedError():
            return "Das Portal braucht PostgreSQL ab Version 15."
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return "Die Festplatte ist voll."
    return None


def _database_sentence(error: OperationalError) -> str:
    state = _state(error)
    reason = str(error).strip().partition("\n")[0]
    if state == "53100":
        return "Die Festplatte der Datenbank ist voll."
    if state is None or state.startswith(_UNREACHABLE):
        return f"Die Datenbank ist nicht erreichbar ({reason})."
    return f"Die Datenbank hat den Befehl abgebrochen ({reason})."


def _state(error: Exception) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Show what is going on, once it takes longer than a moment."""
    done = threading.Event()
    display = threading.Thread(target=_display, args=[label, done], daemon=True)
    display.start()
    try:
        yield
    finally:
        done.set()
        display.join()


def _display(label: str, done: threading.Event) -> None:
    begun = time.monotonic()
    if done.wait(_SOON):
        return
    if not sys.stderr.isatty():
        say(f"{label} …")
        return
    for _ in count():
        seconds = time.monotonic() - begun
        sys.stderr.write(f"\r{label} … {seconds:.0f} s")
        sys.stderr.flush()
        if done.wait(1):
            break
    sys.stderr.write("\n")


@contextmanager
def undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not cut short what the first one asked for."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
