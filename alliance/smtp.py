"""Django's way to a mail server, with two answers more: maybe, and never without end.

Whoever has handed a letter over and heard nothing does not know whether it arrived. To
send it again might send it twice, so that is an error of its own.
"""

from __future__ import annotations

import smtplib
import socket
import threading
from contextlib import suppress
from typing import Any, override

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

# A server may answer each time before its ten seconds are over, and never be done.
LONGEST = 60

_END_OF_LETTER = b"\r\n.\r\n"


class UnansweredError(Exception):
    """The server has the letter, and did not say whether it takes it."""


class _Talk(smtplib.SMTP):
    """A talk with the server that ends in time."""

    is_handed_over = False

    @override
    def connect(self, *address: Any, **source: Any) -> Any:
        self._end = threading.Timer(LONGEST, self._hang_up)
        self._end.daemon = True
        self._end.start()
        try:
            return super().connect(*address, **source)
        except OSError:
            self._end.cancel()
            raise

    @override
    def send(self, s: Any) -> None:
        # Commands are text; of the bytes, the last go with the end of the letter.
        if isinstance(s, bytes) and s.endswith(_END_OF_LETTER):
            self.is_handed_over = True
        super().send(s)

    @override
    def data(self, msg: Any) -> Any:
        answer = super().data(msg)
        self.is_handed_over = False
        return answer

    @override
    def close(self) -> None:
        self._end.cancel()
        super().close()

    def _hang_up(self) -> None:
        with suppress(OSError):
            if self.sock:
                self.sock.shutdown(socket.SHUT_RDWR)


class _SecureTalk(_Talk, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    connection: Any
    _partial_connection: Any

    @property
    @override
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecureTalk if self.use_ssl else _Talk

    @override
    def open(self) -> bool | None:
        """A talk that breaks off before it has begun is hung up at once."""
        try:
            return super().open()
        except OSError:
            begun, self._partial_connection = self._partial_connection, None
            if begun is not None:
                begun.close()
            raise

    def _send(self, email_message: EmailMessage) -> bool:
        try:
            # Unknown to the stubs.
            return super()._send(email_message)  # type: ignore[misc]
        except OSError as error:
            if self.connection.is_handed_over:
                raise UnansweredError from error
            raise

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        """Whatever goes wrong now, what was sent is sent."""
        with suppress(OSError):
            connection.quit()
        connection.close()
