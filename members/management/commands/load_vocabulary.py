from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from members import vocabulary


class Command(BaseCommand):
    help = "Lädt Merkmale, Postleitzahlen und Städte; Vorhandenes bleibt, wie es ist."

    def handle(self, *_args: Any, **options: Any) -> None:
        loaded = vocabulary.load()
        if options["verbosity"]:
            self.stdout.write(
                f"Neu: {loaded.terms} Merkmale, {loaded.cities} Städte und"
                f" {loaded.postal_codes} Postleitzahlen."
            )
