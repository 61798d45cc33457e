"""One web process: waitress, on a socket that its parent has opened.

`python -m alliance.serve NUMBER` takes the number of that open file. Some processes
share the socket, so one that dies or restarts takes no visitor with it.
"""

import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.conf import settings
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server
from waitress.task import ErrorTask

from alliance.middleware import PERMISSIONS
from alliance.wsgi import application

_LONGEST_ADDRESS = 8192
_ADDRESS_TOO_LONG = 414
_HEADERS_TOO_LONG = 431
_FAREWELL = 20
_LINGER = 15  # seconds
_LEAVINGS = 67_108_864  # bytes

_OPTIONS = {
    "threads": 4,
    "ident": None,
    "connection_limit": 2000,
    "asyncore_use_poll": True,
    "channel_timeout": 60,
    "max_request_header_size": 65_536,
    "max_request_body_size": 33_554_432,
    # Without a proxy in front, whatever claims to come from one is a lie.
    "clear_untrusted_proxy_headers": settings.SECURE_PROXY_SSL_HEADER is None,
}
_HEADINGS = {
    400: "Diese Anfrage können wir nicht verarbeiten",
    413: "Die Datei ist zu groß",
    414: "Diese Adresse ist zu lang",
    431: "Diese Anfrage können wir nicht verarbeiten",
    500: "Bei uns ist ein Fehler aufgetreten",
    501: "Diese Anfrage können wir nicht verarbeiten",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": "text/html; charset=utf-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_AGAIN = "Bitte gehen Sie zurück und versuchen Sie es noch einmal."
_ADVICE = {
    413: "Erlaubt sind höchstens 5 MB. Bitte gehen Sie zurück, und wählen Sie eine "
    "kleinere Datei.",
}
_PAGE = """\
<!doctype html>
<html lang="de">
<meta charset="utf-8">
<title>Fehler: {heading}</title>
<h1>{heading}</h1>
<p>{advice}</p>
<p><a href="/">Zur Startseite</a></p>
</html>
"""


class ErrorPage(ErrorTask):
    """The answer to what never reaches Django: broken or far too long requests."""

    def execute(self) -> None:
        code = self.request.error.code
        if code == _HEADERS_TOO_LONG and self._is_address_too_long():
            code = _ADDRESS_TOO_LONG
        advice = _ADVICE.get(code, _AGAIN)
        body = _PAGE.format(heading=_HEADINGS[code], advice=advice).encode()
        self.channel.is_refused = True
        self.status = f"{code} {HTTPStatus(code).phrase}"
        self.response_headers += _HEADERS.items()
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)

    def _is_address_too_long(self) -> bool:
        return b"\n" not in self.request.header_plus[:_LONGEST_ADDRESS]


class Channel(HTTPChannel):
    """One connection, which reads on for a while after a refusal.

    Closed at once, it would reset those who still send, and their browser would show
    that in place of our page.
    """

    error_task_class = ErrorPage
    is_refused = False
    lingers_until: float | None = None
    leavings = 0

    def readable(self) -> bool:
        return self.lingers_until is not None or super().readable()

    def received(self, data: bytes) -> bool:
        if self.lingers_until is None:
            return super().received(data)
        self.leavings += len(data)
        if self.leavings > _LEAVINGS or time.monotonic() > self.lingers_until:
            self.handle_close()
        return False

    def handle_close(self) -> None:
        if not self.is_refused or self.lingers_until is not None:
            super().handle_close()
            return
        self.will_close = False
        self.lingers_until = time.monotonic() + _LINGER
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            super().handle_close()


class Stop:
    """Asked for by a signal, and the server wakes up to see it."""

    def __init__(self, server: TcpWSGIServer) -> None:
        self.is_wanted = False
        self.server = server
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._want)

    def _want(self, *_: object) -> None:
        self.is_wanted = True
        self.server.pull_trigger()


def main() -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listener = socket.socket(fileno=int(sys.argv[1]))
    listener.setblocking(False)
    files: dict[int, object] = {}
    server = create_server(application, files, sockets=[listener], **_OPTIONS)
    server.channel_class = Channel
    turn = partial(wasyncore.loop, timeout=1, use_poll=True, map=files, count=1)
    stop = Stop(server)
    while not stop.is_wanted:
        turn()
    _finish(server, turn)


def _finish(server: TcpWSGIServer, turn: Callable[[], None]) -> None:
    """Take no new visitors, and answer those who are here."""
    server.accepting = False
    server.del_channel()
    deadline = time.monotonic() + _FAREWELL
    while _is_busy(server) and time.monotonic() < deadline:
        turn()
    server.task_dispatcher.shutdown(timeout=1)


def _is_busy(server: TcpWSGIServer) -> bool:
    return any(
        channel.requests or channel.total_outbufs_len
        for channel in server.active_channels.values()
    )


if __name__ == "__main__":
    main()
