#!/usr/bin/env python
"""Django's commands, on the embedded database where no other is named."""

import logging
import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.core.management import execute_from_command_line

from alliance.terminal import sentence_for

WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "run",
    "sendtestemail",
    "startapp",
    "startproject",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
    # Statements of a person at the terminal may take longer than those of a page.
    if sys.argv[1:2] not in (["runserver"], ["work"]):
        os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
        # They end with one sentence where a server goes on trying, and says so.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    _heed_signals()
    try:
        with _database(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None or "--traceback" in sys.argv:
            raise
        sys.exit(sentence)


def _heed_signals() -> None:
    """Leave by an exception, so that the embedded server is stopped on the way out."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Who started us with nohup meant it.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _database(arguments: list[str]) -> AbstractContextManager[None]:
    """The embedded server, held for as long as a command may need it."""
    is_needed = (
        bool(arguments)
        and arguments[0] not in WITHOUT_DATABASE
        and not {"-h", "--help", "--version"} & set(arguments)
    )
    if settings.IS_EMBEDDED and (is_needed or "--database" in arguments):
        return settings.CLUSTER.hold()
    return nullcontext()


if __name__ == "__main__":
    main()
