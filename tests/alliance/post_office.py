"""A mail server on loopback that does as it is told, and keeps what it was given."""

import socketserver
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy

from alliance.smtp import EmailBackend

QUIET = 3


class Server(socketserver.ThreadingTCPServer):
    """``answers`` has what it says to a command, or a function that acts instead."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, **answers):
        super().__init__(("127.0.0.1", 0), Talk)
        self.answers = answers
        self.commands = []
        self.letters = []
        self.is_closing = threading.Event()

    @property
    def options(self):
        return {"host": "127.0.0.1", "port": self.server_address[1], "timeout": 1}

    def handle_error(self, *who):
        """Who hangs up on us is part of the test."""


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        if not self.answer("greeting", "220 da"):
            self.listen()

    def listen(self):
        while line := self.rfile.readline().decode().strip():
            command = line[:4].lower()
            self.server.commands.append(line)
            if command == "data":
                self.read_letter()
            elif self.answer(command, "250 gut"):
                return

    def read_letter(self):
        if self.answer("data", "354 los"):
            return
        if self.server.answers.get("data", "354").startswith("354"):
            lines = iter(self.rfile.readline, b".\r\n")
            letter = b"".join(lines)
            if not self.answer("letter", "250 genommen"):
                self.server.letters.append(letter)

    def answer(self, command, default):
        """Say what is to be said; returns whether the talk is over."""
        answer = self.server.answers.get(command, default)
        if callable(answer):
            answer(self)
            return True
        self.wfile.write(f"{answer}\r\n".encode())
        return not answer.startswith(("2", "3"))


def say_nothing(talk):
    talk.server.is_closing.wait(QUIET)


def hang_up(talk):
    talk.connection.close()


def drip(talk):
    """A letter of an answer again and again, each in time."""
    while not talk.server.is_closing.wait(0.1):
        talk.wfile.write(b"2")


@contextmanager
def post_office(settings, **answers):
    with Server(**answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        use(settings, server.options)
        yield server
        server.is_closing.set()
        server.shutdown()


def use(settings, options):
    backend = f"{EmailBackend.__module__}.{EmailBackend.__name__}"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}


def read(letter):
    return message_from_bytes(letter, policy=policy.default)


def wait_until(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
