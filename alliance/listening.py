"""Hear of changes in the database as they are committed.

Each process keeps one connection that listens. What was read may be kept until a
notification comes, or until the connection is lost: then nothing is known any more.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

logger = logging.getLogger("alliance.listening")

RETRY_SECONDS = 2.0
LONGEST_SILENCE = 5.0  # seconds; then it asks whether anybody is there
# A line that died without a word is given up within seconds.
_KEEP_ALIVE: dict[str, Any] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,
}


class Remembered[T]:
    """A value read from the database, forgotten at each notification of a channel."""

    def __init__(self, channel: str, read: Callable[[], T]) -> None:
        self.channel = channel
        self.read = read
        self._lock = threading.Lock()
        self._process = 0
        self._is_listening = False
        self._turns = 0
        self._value: T | None = None
        self._listener: psycopg.Connection | None = None
        self._closed = threading.Event()

    def get(self) -> T:
        """The value as it is now; inside a transaction it is always read anew."""
        if connection.in_atomic_block:
            return self.read()
        self._listen()
        value = self._value
        if value is not None:
            return value
        turns = self._turns
        value = self.read()
        with self._lock:
            # Kept only if nothing was heard of while it was being read.
            if self._is_listening and turns == self._turns:
                self._value = value
        return value

    def close(self) -> None:
        """Stop listening for good; what is asked from now on is read."""
        self._closed.set()
        if self._listener:
            self._listener.cancel_safe()
            self._listener.close()

    def _forget(self, *, is_listening: bool) -> None:
        with self._lock:
            self._turns += 1
            self._value = None
            self._is_listening = is_listening

    def _listen(self) -> None:
        """Start listening once in each process, forked ones too."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
        parameters = connection.get_connection_params()
        threading.Thread(
            target=self._run, args=[parameters], name=self.channel, daemon=True
        ).start()

    def _run(self, parameters: dict) -> None:
        wanted = ("host", "port", "user", "password", "dbname", "sslmode")
        known = {name: parameters[name] for name in wanted if name in parameters}
        while not self._closed.is_set():
            try:
                self._hear(known)
            except psycopg.Error as error:
                logger.info("No longer listening: %s", error)
            finally:
                self._forget(is_listening=False)
            self._closed.wait(RETRY_SECONDS)

    def _hear(self, parameters: dict) -> None:
        with psycopg.connect(**parameters, **_KEEP_ALIVE, autocommit=True) as listener:
            self._listener = listener
            listener.execute(f"LISTEN {self.channel}")
            while not self._closed.is_set():
                # Also what a dead line may have swallowed.
                self._forget(is_listening=True)
                for _notification in listener.notifies(timeout=LONGEST_SILENCE):
                    self._forget(is_listening=True)
                self._forget(is_listening=False)
                listener.execute("SELECT 1")
