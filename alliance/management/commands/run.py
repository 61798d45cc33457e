"""From a fresh checkout to the portal in the browser, with the production server."""

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext, suppress

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from alliance.checks import refuse_unsafe_start
from alliance.preparation import close_pool, prepare
from alliance.supervision import Child, supervise
from alliance.terminal import PlainError, say
from members.demo import PASSWORD, is_demo

HOST = "127.0.0.1"
MOST_PROCESSES = 8
DAILY = (["rebuild_directory", "--due"], ["prune_media"])
ACCOUNTS = {
    "geschaeftsstelle@example.org": "die Geschäftsstelle",
    "koordination-essen@example.org": "koordiniert ein Netzwerk (auch -bochum, …)",
    "zwei-netzwerke@example.org": "koordiniert Oberhausen und Mülheim",
    "anbieter-essen@example.org": "pflegt einen Anbieter (auch -bochum, …)",
    "mehrfach@example.org": "pflegt drei Anbieter in zwei Netzwerken",
}


class Command(BaseCommand):
    help = "Bereitet das Portal vor und startet es auf diesem Rechner."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare-only", action="store_true")
        parser.add_argument("--without-demo", action="store_true")
        parser.add_argument("--dev", action="store_true")

    def handle(
        self, *, prepare_only: bool, without_demo: bool, dev: bool, **_: object
    ) -> None:
        refuse_unsafe_start()
        port = nullcontext() if prepare_only else _bound_socket()
        with port as listener, _database():
            prepare(with_demo=settings.IS_LOOPBACK and not without_demo)
            refuse_unsafe_start(databases=["default"])
            if listener is None:
                return
            children = [_tasks(), *(_development(listener) if dev else _web(listener))]
            self.welcome, self.day = _welcome(), timezone.localdate()
            close_pool()
            with suppress(KeyboardInterrupt, SystemExit):
                supervise(children, also=self._look_after)
        say("Das Portal ist beendet.")

    def _look_after(self) -> None:
        if settings.IS_EMBEDDED and not settings.CLUSTER.is_running():
            settings.CLUSTER.revive()
        self._turn_the_page()
        if self.welcome and _is_answering():
            self.stdout.write(self.welcome)
            self.stdout.flush()
            self.welcome = ""

    def _turn_the_page(self) -> None:
        """After midnight, what the calendar has changed; beside us, for it may take."""
        if self.day != timezone.localdate():
            self.day = timezone.localdate()
            for arguments in DAILY:
                command = [sys.executable, "manage.py", *arguments, "-v0"]
                subprocess.Popen(command, stdin=subprocess.DEVNULL)


def _bound_socket() -> socket.socket:
    """Taken before anything else, for whoever waits wants to know at once."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, settings.PORT))
    except (OSError, OverflowError) as error:
        listener.close()
        raise PlainError(
            f"Der Port {settings.PORT} ist belegt oder gesperrt. Läuft das Portal"
            " schon? Einen anderen Port wählen Sie so: make run PORT=8001"
        ) from error
    return listener


def _is_answering() -> bool:
    try:
        socket.create_connection((HOST, settings.PORT), timeout=1).close()
    except OSError:
        return False
    return True


def _database() -> AbstractContextManager[None]:
    return settings.CLUSTER.hold() if settings.IS_EMBEDDED else nullcontext()


def _web(listener: socket.socket) -> list[Child]:
    command = [sys.executable, "-m", "alliance.serve", str(listener.fileno())]
    keep = [listener.fileno()]
    number = min(MOST_PROCESSES, max(2, os.cpu_count() or 2))
    return [
        Child(f"Webserver {index}", command, _environment(), keep)
        for index in range(1, number + 1)
    ]


def _tasks() -> Child:
    command = [sys.executable, "manage.py", "db_worker", "--verbosity=0"]
    # What nobody waits for may take longer than a page.
    environment = _environment() | {"STATEMENT_TIMEOUT_MS": "60000"}
    return Child("Die Verarbeitung der Aufgaben", command, environment)


def _development(listener: socket.socket) -> list[Child]:
    listener.close()
    address = f"{HOST}:{settings.PORT}"
    command = [sys.executable, "manage.py", "runserver", address]
    return [Child("Der Entwicklungsserver", command, _environment())]


def _environment() -> dict[str, str]:
    """Pages keep the short timeout that manage.py lifts for commands."""
    given = dict(os.environ)
    if given.get("STATEMENT_TIMEOUT_MS") == "0":
        del given["STATEMENT_TIMEOUT_MS"]
    return given


def _welcome() -> str:
    lines = ["", f"Das Portal läuft: {settings.SITE_URL}/", "Beenden mit Strg+C.", ""]
    if is_demo():
        lines += [f"Anmelden mit dem Passwort {PASSWORD}:"]
        lines += [f"  {email:<32}{who}" for email, who in ACCOUNTS.items()]
        lines += [""]
    return "\n".join(lines)
