from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from members.pruning import prune


class Command(BaseCommand):
    help = "Entfernt Logos und Nachweise, die seit 30 Tagen zu keinem Eintrag gehören."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="nur zeigen, nichts entfernen"
        )

    def handle(self, *, dry_run: bool, verbosity: int, **_options: Any) -> None:
        names = prune(is_dry_run=dry_run)
        if not verbosity:
            return
        for name in names:
            self.stdout.write(name)
        amount = "1 Datei" if len(names) == 1 else f"{len(names)} Dateien"
        if dry_run:
            self.stdout.write(f"Probelauf: {amount} zu entfernen.")
        else:
            self.stdout.write(f"{amount} entfernt.")
