from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from alliance.terminal import PlainError
from news import redirects


class Command(BaseCommand):
    help = "Liest alte Adressen ein: Zeilen „alt;neu“, alle oder keine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="DATEI", help="die Liste, UTF-8")

    def handle(self, *, file: str, **_options: Any) -> None:
        try:
            text = Path(file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise PlainError(f"Die Datei {file} lässt sich nicht lesen.") from None
        try:
            number = redirects.read(text)
        except redirects.ListError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise PlainError("Es wurde nichts gespeichert.") from None
        self.stdout.write(f"{number} alte Adressen sind neu oder führen woandershin.")
